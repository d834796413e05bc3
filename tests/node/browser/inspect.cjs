// Opens a page in the browser of this machine and prints as JSON what is wrong with it.
// Usage: node inspect.cjs <folder of node_modules> <browser> <page>
'use strict';
const fs = require('fs');
const http = require('http');
const path = require('path');
const [folder, executablePath, page] = process.argv.slice(2);
const load = name => require(require.resolve(name, { paths: [folder] }));
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js', { paths: [folder] }), 'utf8');

const collect = () => ({
  text: document.body.innerText.replace(/\s+/g, ' '),
  styled: getComputedStyle(document.querySelector('main')).maxWidth !== 'none',
  tables: [...document.querySelectorAll('table')].map(table => [...table.rows].map(row => [...row.cells].map(cell => cell.textContent).join('|'))),
});

// What is wider than the box that it stands in, and cannot be scrolled to.
const collectCut = () => [
  ...[...document.querySelectorAll('body, body :not(svg, svg *)')]
    .filter(at => at.scrollWidth > at.clientWidth + 1 && at.clientWidth > 0 && getComputedStyle(at).display !== 'inline' && !at.closest('.scroll, .skip')),
  ...[...document.querySelectorAll('svg text')].filter(text => {
    const [inner, outer] = [text, text.closest('section')].map(at => at.getBoundingClientRect());
    return inner.width > 0 && (inner.left < outer.left - 1 || inner.right > outer.right + 1);
  }),
].map(at => at.outerHTML.slice(0, 200));

async function open(browser, url, scheme, width) {
  const tab = await browser.newPage();
  const seen = { console: [], requests: [] };
  tab.on('console', message => seen.console.push(message.text()));
  tab.on('pageerror', error => seen.console.push(String(error)));
  tab.on('request', request => request.url() !== url && seen.requests.push(request.url()));
  await tab.setViewport({ width, height: 900 });
  await (scheme === 'print' ? tab.emulateMediaType(scheme) : tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]));
  await tab.goto(url, { waitUntil: 'load' });
  return { tab, seen };
}

// With everything unfolded, as somebody would read it who reads all of it.
const unfold = () => document.querySelectorAll('details').forEach(details => { details.open = true; });

(async () => {
  const html = fs.readFileSync(page);
  const server = http.createServer((request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Security-Policy': "default-src 'none'" });
    response.end(html);
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const browser = await load('puppeteer-core').launch({
    executablePath, headless: true, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'], protocolTimeout: 240000,
  });
  try {
    const result = { console: [], requests: [], violations: [], cut: [] };
    const local = 'file://' + path.resolve(page);
    for (const [scheme, width] of [['light', 1280], ['dark', 1280], ['light', 360], ['print', 720]]) {
      const { tab, seen } = await open(browser, local, scheme, width);
      await tab.evaluate(unfold);
      await tab.evaluate(`${axe};0`); // as the debugger does, where no policy holds
      const report = await tab.evaluate(() => axe.run(document));
      result.violations.push(...report.violations.map(violation => `${scheme} ${width}: ${violation.id}: ${violation.nodes.slice(0, 3).map(at => at.html).join(' ')}`));
      result.cut.push(...(await tab.evaluate(collectCut)).map(at => `${scheme} ${width}: ${at}`));
      result.console.push(...seen.console);
      result.requests.push(...seen.requests);
      Object.assign(result, scheme === 'light' && width === 1280 ? await tab.evaluate(collect) : {});
      await tab.close();
    }
    const bare = await open(browser, `http://127.0.0.1:${server.address().port}/`, 'light', 1280);
    await bare.tab.evaluate(unfold);
    const plain = await bare.tab.evaluate(collect);
    result.bareStyled = plain.styled;
    result.bareText = plain.text;
    console.log(JSON.stringify(result));
  } finally {
    await browser.close();
    server.close();
  }
})().catch(error => { console.error(error); process.exit(1); });
