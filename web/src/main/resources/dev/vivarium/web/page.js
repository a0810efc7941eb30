// The page: signs in, listens to the server's events and shows them, sends scripts and kills.
import { openEditor } from '/static/editor.js';
import { draw } from '/static/chart.js';

const FIRST_SCRIPT = `print("hello from a worker")
_return([3 + 5, 3 + 10])
`;
const MOST_SHOWN = 200_000;
const by = id => document.getElementById(id);
const nonce = document.querySelector('script[type=importmap]').nonce;

let editor;
let events;
let admin = false;
let waiting = new Map();
const cards = new Map();

// ---- asking the server -----------------------------------------------------------------------------------------

async function ask(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: { 'X-Vivarium': '1', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  const data = text ? JSON.parse(text) : null;
  if (!response.ok) {
    throw Object.assign(new Error(data?.problem ?? `the server answered ${response.status}`), { status: response.status });
  }
  return data;
}

/** Does something, and tells what is wrong if it can't be done. */
async function attempt(action) {
  try {
    by('notice').textContent = '';
    return await action();
  } catch (problem) {
    by('notice').textContent = problem instanceof TypeError ? 'The server can’t be reached.' : problem.message;
    if (problem.status === 401) showSignIn();
    return undefined;
  }
}

function element(name, text, properties = {}) {
  return Object.assign(document.createElement(name), text === undefined ? {} : { textContent: text }, properties);
}

// ---- signing in ------------------------------------------------------------------------------------------------

function showSignIn() {
  events?.close();
  by('desk').hidden = true;
  by('who').hidden = true;
  by('sign-in').hidden = false;
  by('token').focus();
}

async function signIn(token) {
  await ask('POST', '/api/session', { token });
  await enter();
}

async function enter() {
  const me = await ask('GET', '/api/me');
  admin = me.admin;
  document.querySelectorAll('.admin').forEach(part => { part.hidden = !admin; });
  by('name').textContent = me.name;
  by('who').hidden = false;
  by('sign-in').hidden = true;
  by('desk').hidden = false;
  by('token').value = '';
  by('policy').replaceChildren(...me.policies.map(policy => element('option', policy.name, { value: policy.name })));
  by('policies').replaceChildren(...me.policies.map(policyTable));
  waiting = new Map();
  by('waiting').replaceChildren();
  by('none-waits').hidden = false;
  editor ??= openEditor(by('editor'), FIRST_SCRIPT, nonce, run);
  editor.focus();
  listen();
}

function policyTable(policy) {
  const details = element('details');
  const table = element('table');
  const body = element('tbody');
  for (const grant of policy.grants) {
    const row = element('tr');
    row.append(element('th', grant.name, { scope: 'row' }), element('td', grant.value || 'none', { className: 'what' }),
      element('td', grant.what, { className: 'hint' }));
    body.append(row);
  }
  table.append(body);
  const wide = element('div', undefined, { className: 'wide', tabIndex: 0, role: 'region' });
  wide.setAttribute('aria-label', `Policy ${policy.name}`);
  wide.append(table);
  details.append(element('summary', policy.name), wide);
  return details;
}

// ---- running ---------------------------------------------------------------------------------------------------

function run() {
  return attempt(async () => {
    const { id } = await ask('POST', '/api/tasks', { source: editor.state.doc.toString(), policy: by('policy').value });
    card(id);
  });
}

function kill(id) {
  return attempt(() => ask('DELETE', `/api/tasks/${id}`));
}

function card(id) {
  let known = cards.get(id);
  if (!known) {
    const article = element('article');
    const title = element('h3');
    const state = element('span', `Task ${id}: QUEUED`);
    const stop = element('button', 'Kill', { type: 'button', onclick: () => kill(id) });
    stop.setAttribute('aria-label', `Kill task ${id}`);
    title.append(state, stop);
    const output = element('pre', '', { className: 'output' });
    const result = element('pre', '', { hidden: true });
    const question = questionForm(id);
    article.append(title, output, question, result);
    by('runs').prepend(article);
    known = { article, state, stop, output, result, question };
    cards.set(id, known);
    while (by('runs').children.length > 20) by('runs').lastChild.remove();
  }
  return known;
}

function questionForm(id) {
  const form = element('form', undefined, { hidden: true });
  const label = element('label');
  const input = element('input', undefined, { type: 'text', autocomplete: 'off', id: `answer-${id}` });
  label.htmlFor = input.id;
  form.append(label, input, element('button', 'Answer', { type: 'submit' }));
  form.onsubmit = event => {
    event.preventDefault();
    attempt(() => ask('POST', `/api/tasks/${id}/answer`, { text: input.value })).then(() => { input.value = ''; });
  };
  return form;
}

function showRun(told) {
  const { article, state, stop, output, result, question } = card(told.id);
  state.textContent = `Task ${told.id}: ${told.state}`;
  if (told.output) {
    const atEnd = output.scrollHeight - output.scrollTop - output.clientHeight < 8;
    output.textContent = (output.textContent + told.output).slice(-MOST_SHOWN);
    if (atEnd) output.scrollTop = output.scrollHeight;
  }
  const asks = told.question !== null;
  if (asks && question.hidden) {
    question.hidden = false;
    question.querySelector('input').focus();
  }
  question.hidden = !asks;
  question.querySelector('label').textContent = told.question ?? '';
  stop.hidden = told.done;
  result.hidden = !told.done || (told.value === null && told.problem === null);
  result.textContent = told.problem ?? told.value ?? '';
  result.className = told.problem === null ? 'value' : 'problem';
  article.classList.toggle('bad', told.problem !== null);
}

// ---- what the server tells -------------------------------------------------------------------------------------

function listen() {
  events?.close();
  cards.clear();
  by('runs').replaceChildren();
  events = new EventSource('/api/stream');
  // A stream that was cut begins anew, with all output so far.
  events.onopen = () => { by('notice').textContent = ''; cards.clear(); by('runs').replaceChildren(); };
  events.onerror = () => {
    by('notice').textContent = 'The server can’t be reached; trying again.';
    if (events.readyState === EventSource.CLOSED) attempt(() => ask('GET', '/api/me'));
  };
  events.addEventListener('run', event => showRun(JSON.parse(event.data)));
  events.addEventListener('state', event => showState(JSON.parse(event.data)));
  events.addEventListener('end', () => showSignIn());
}

function time(millis) {
  if (millis < 1_000) return `${millis < 10 ? millis.toFixed(1) : Math.round(millis)} ms`;
  const seconds = Math.round(millis / 1_000);
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`;
}

const megabytes = bytes => bytes ? `${Math.round(bytes / 1_048_576)} MB` : '–';

function number(text) {
  return element('td', text, { className: 'number' });
}

/** Makes or changes the rows of a table in place, so that a button that has the focus keeps it. */
function rows(table, list, key, cells) {
  const body = table.tBodies[0];
  const old = new Map([...body.rows].map(row => [row.dataset.key, row]));
  let at = 0;
  for (const one of list) {
    const name = String(key(one));
    const row = old.get(name) ?? element('tr');
    old.delete(name);
    row.dataset.key = name;
    const fresh = cells(one);
    if (row.dataset.shown !== fresh.map(cell => cell.textContent).join('\0')) {
      const focused = row.contains(document.activeElement);
      row.replaceChildren(...fresh);
      row.dataset.shown = fresh.map(cell => cell.textContent).join('\0');
      if (focused) row.querySelector('button')?.focus();
    }
    if (body.rows[at] !== row) body.insertBefore(row, body.rows[at] ?? null);
    at++;
  }
  old.forEach(row => row.remove());
}

function taskCells(task) {
  const action = element('td');
  if (task.killable) {
    const button = element('button', 'Kill', { type: 'button', onclick: () => kill(task.id) });
    button.setAttribute('aria-label', `Kill task ${task.id}`);
    action.append(button);
  }
  return [number(task.id), element('td', task.name), element('td', task.owner), element('td', task.policy),
    element('td', task.state, { title: task.problem ?? '' }), number(time(task.age)),
    number(task.cpu === null ? '–' : time(task.cpu)), action];
}

function showState(state) {
  rows(by('tasks'), state.tasks, task => task.id, taskCells);
  by('no-tasks').hidden = state.tasks.length > 0;
  const runs = state.points.map(point => point.runs);
  const last = state.points.at(-2);
  by('runs-now').textContent = last.runs;
  by('p50-now').textContent = time(last.p50);
  by('p99-now').textContent = time(last.p99);
  draw(by('chart-runs'), `Runs per second, ${last.runs} in the last one`, runs);
  draw(by('chart-latency'), `Latency, p99 ${time(last.p99)} in the last second`,
    state.points.map(point => point.p50), state.points.map(point => point.p99));
  if (admin) {
    showWorkers(state);
    if (state.waiting !== waiting.size) readWaiting();
  }
}

// ---- scripts that wait -----------------------------------------------------------------------------------------

/** Shows those that wait; one that somebody is looking at stays as it is, unless it has changed. */
function readWaiting() {
  return attempt(async () => {
    const scripts = await ask('GET', '/api/waiting');
    const still = new Map();
    for (const script of scripts) {
      const known = waiting.get(script.id);
      still.set(script.id, known?.source === script.source ? known : { source: script.source, card: waitingCard(script) });
    }
    waiting = still;
    by('waiting').replaceChildren(...[...still.values()].map(one => one.card));
    by('none-waits').hidden = still.size > 0;
  });
}

function waitingCard(script) {
  const article = element('article');
  const form = element('form', undefined, { className: 'line plain' });
  const approve = element('button', 'Approve', { type: 'button', onclick: () => decide(script) });
  const label = element('label', 'Reason');
  const reason = element('input', undefined,
    { type: 'text', autocomplete: 'off', required: true, maxLength: 500, id: `reason-${script.id}` });
  label.htmlFor = reason.id;
  approve.setAttribute('aria-label', `Approve script ${script.id}`);
  const reject = element('button', 'Reject', { type: 'submit' });
  reject.setAttribute('aria-label', `Reject script ${script.id}`);
  form.append(approve, label, reason, reject);
  form.onsubmit = event => {
    event.preventDefault();
    decide(script, reason.value);
  };
  article.append(element('h3', `${script.label} by ${script.author}`), element('pre', script.source), form);
  return article;
}

/** Sends what was shown with it: if its author has changed it meanwhile, nothing is decided. */
async function decide({ id, source }, reason) {
  let refusal;
  await attempt(() => ask('POST', `/api/waiting/${id}`, { source, reason }).catch(problem => {
    refusal = problem.message;
    throw problem;
  }));
  await readWaiting();
  if (refusal) by('notice').textContent = refusal;
}

function showWorkers(state) {
  rows(by('workers'), state.workers, worker => worker.name, worker => [
    element('td', worker.name), element('td', worker.role), number(worker.scripts), number(worker.runs),
    number(worker.contexts ?? '–'), number(megabytes(worker.memory)), number(time(worker.age))]);
  const stats = state.stats;
  by('counts').textContent = `${stats.workersStarted} started, ${stats.workersLost} lost; ${stats.queued} tasks wait, `
    + `${stats.submitted} submitted, ${stats.finished} finished.`;
  by('gone').replaceChildren(...(state.gone.length === 0
    ? [element('li', 'none')]
    : state.gone.map(gone => element('li', `${gone.name}, ${time(gone.since)} ago: ${gone.reason}`,
      { className: gone.lost ? 'problem' : '' }))));
  const most = Math.max(1, ...state.shares.map(share => share.cpuMillis));
  by('shares').replaceChildren(...state.shares.map(share => {
    const item = element('li', `${share.owner} ${time(share.cpuMillis)}`);
    item.append(element('meter', undefined, { min: 0, max: most, value: share.cpuMillis }));
    return item;
  }));
}

// ---- the beginning ---------------------------------------------------------------------------------------------

by('sign-in-form').onsubmit = event => {
  event.preventDefault();
  attempt(() => signIn(by('token').value.trim()));
};
by('sign-out').onclick = () => attempt(async () => {
  await ask('DELETE', '/api/session');
  showSignIn();
});
by('run').onclick = run;
by('read-audit').onclick = () => attempt(async () => {
  const lines = await ask('GET', '/api/audit');
  by('audit').hidden = false;
  rows(by('audit'), lines, line => `${line.at} ${line.who} ${line.what}`, line => [
    element('td', line.at.slice(0, 19).replace('T', ' ')), element('td', line.who), element('td', line.where),
    element('td', line.what, { className: 'what' }), element('td', line.outcome, { className: 'outcome' })]);
});

const given = new URLSearchParams(location.hash.slice(1)).get('token');
if (given) {
  // Not kept in the address, which people copy.
  history.replaceState(null, '', '/');
  attempt(() => signIn(given)).then(() => { if (by('desk').hidden) by('sign-in').hidden = false; });
} else {
  // Without a session the answer is 401, and that is nothing to complain of.
  enter().catch(() => showSignIn());
}
