// Drives the page in headless Chromium as a person would. Arguments: the address with a token, a folder for screenshots,
// the browser's program. Ends with status 0 if everything was as it should be.
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const [address, pictures, program] = process.argv.slice(2);
const PATIENCE = 90_000;

const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox', '--disable-gpu'] });
const problems = [];

async function open(options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.on('pageerror', error => problems.push(String(error)));
  page.on('console', message => { if (message.type() === 'error') problems.push(message.text()); });
  return page;
}

async function write(page, source) {
  await page.locator('.cm-content').click();
  await page.keyboard.press('ControlOrMeta+a');
  // Pasted, not typed: the editor would indent.
  await page.evaluate(text => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    document.querySelector('.cm-content').dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, source);
}

function newest(page) {
  return page.locator('#runs article').first();
}

async function step(name, action) {
  console.log(name);
  await action();
}

try {
  const page = await open({ colorScheme: 'light', viewport: { width: 1280, height: 900 } });

  await step('a wrong token is refused in words', async () => {
    await page.goto(address.replace(/#.*/, ''));
    await page.locator('#token').fill('nonsense');
    await page.keyboard.press('Enter');
    await page.getByText('this token is not, or no longer, good').waitFor();
    await page.screenshot({ path: `${pictures}/1-sign-in.png` });
    // The browser itself reports answers that are refusals.
    problems.length = 0;
  });

  await step('the link with the token signs in, and leaves no token in the address', async () => {
    await page.goto(address);
    await page.reload();
    await page.locator('#name', { hasText: 'admin' }).waitFor();
    assert.equal(new URL(page.url()).hash, '');
    problems.length = 0;
  });

  await step('the first script runs by keyboard alone, and its value is shown', async () => {
    await page.locator('.cm-content').focus();
    await page.keyboard.press('Control+Enter');
    await newest(page).locator('.value').waitFor();
    assert.equal(await newest(page).locator('.value').textContent(), '[8, 13]');
    assert.equal(await newest(page).locator('.output').textContent(), 'hello from a worker\n');
  });

  await step('output is seen while the script runs, and a runaway is killed', async () => {
    await page.locator('#policy').selectOption('admin');
    await write(page, 'print("up")\nwhile True: pass\n');
    await page.locator('#run').click();
    await newest(page).locator('.output', { hasText: 'up' }).waitFor();
    await newest(page).getByText('RUNNING').waitFor();
    await page.screenshot({ path: `${pictures}/2-running.png`, fullPage: true });
    await newest(page).getByRole('button', { name: /Kill/ }).click();
    await newest(page).locator('.problem', { hasText: 'killed' }).waitFor();
  });

  await step('one that nothing inside can stop costs its worker, which is replaced', async () => {
    const present = await page.locator('#workers tbody tr').allTextContents();
    assert.ok(present.length > 0);
    await write(page, 'print("deep")\n10 ** 10 ** 8\n');
    await page.locator('#run').click();
    await newest(page).locator('.output', { hasText: 'deep' }).waitFor();
    await newest(page).getByRole('button', { name: /Kill/ }).click();
    await newest(page).locator('.problem', { hasText: 'killed' }).waitFor();
    await page.locator('#gone li.problem').first().waitFor();
    await write(page, '_return("alive")');
    await page.locator('#run').click();
    await newest(page).locator('.value', { hasText: "'alive'" }).waitFor();
  });

  await step('a question is answered, an error shows its line', async () => {
    await write(page, 'who = yield "Who are you?"\nraise ValueError("no " + who)\n');
    await page.locator('#run').click();
    await newest(page).getByLabel('Who are you?').fill('anna');
    await page.keyboard.press('Enter');
    await newest(page).locator('.problem', { hasText: 'ValueError: no anna' }).waitFor();
    assert.match(await newest(page).locator('.problem').textContent(), /line 2/);
  });

  await step('tasks, policies and the audit log are there', async () => {
    await page.locator('#tasks tbody tr', { hasText: 'KILLED' }).first().waitFor();
    await page.locator('#policies summary', { hasText: 'player' }).click();
    await page.locator('#policies').getByText('timeout', { exact: true }).first().waitFor();
    await page.locator('#read-audit').click();
    await page.locator('#audit tbody tr', { hasText: 'while True' }).waitFor();
    await page.screenshot({ path: `${pictures}/3-desk.png`, fullPage: true });
  });

  await step('scripts that wait are read, approved and rejected with a reason', async () => {
    const first = page.locator('#waiting article', { hasText: 'script #1 ' });
    await first.locator('pre', { hasText: "here.msg('Anna hears ' + text)" }).waitFor();
    await page.locator('#waiting').screenshot({ path: `${pictures}/6-waiting.png` });
    await first.getByRole('button', { name: 'Approve script 1' }).click();
    await first.waitFor({ state: 'detached' });
    const second = page.locator('#waiting article', { hasText: 'script #2 ' });
    await second.getByLabel('Reason').fill('too loud');
    await page.keyboard.press('Enter');
    await page.locator('#none-waits').waitFor();
  });

  await step('it reads well in the dark, and on a phone nothing is wider than the screen', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.screenshot({ path: `${pictures}/4-dark.png`, fullPage: true });
    await page.setViewportSize({ width: 360, height: 740 });
    await page.screenshot({ path: `${pictures}/5-phone.png`, fullPage: true });
    const [inner, whole] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
    assert.ok(whole <= inner, `the page is ${whole} wide on a screen of ${inner}`);
  });

  await step('who signs out is out', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.locator('#token').waitFor();
    const answer = await page.evaluate(async () => (await fetch('/api/me')).status);
    assert.equal(answer, 401);
  });

  const own = problems.filter(problem => !/status of 40[13]/.test(problem));
  assert.deepEqual(own, [], 'the browser has complained');
  console.log('all was well');
} finally {
  await browser.close();
}
