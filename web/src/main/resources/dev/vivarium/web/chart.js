// Small charts: one line for each series, all on the scale of the highest value.

/** Draws `series`, lists of numbers of the same length, into an empty or earlier drawn `svg`. */
export function draw(svg, label, ...series) {
  const highest = Math.max(1e-9, ...series.flat());
  svg.setAttribute('viewBox', '0 0 100 100');
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', label);
  series.forEach((values, index) => {
    let path = svg.children[index];
    if (!path) {
      path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      if (index > 0) path.setAttribute('class', 'second');
      svg.append(path);
    }
    const step = 100 / (values.length - 1);
    path.setAttribute('d', values
      .map((value, at) => `${at ? 'L' : 'M'}${(at * step).toFixed(2)} ${(98 - 94 * value / highest).toFixed(2)}`)
      .join(''));
  });
}
