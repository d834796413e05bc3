// Compiles SCSS for the tests: one request a line on standard input, {scss, loadPaths}, one answer a line, {css} or {error}.
// Started as: node compiler.cjs <folder that holds node_modules>
'use strict';

const path = require('node:path');
const readline = require('node:readline');
const sass = require(path.join(process.argv[2], 'node_modules', 'sass'));

const quiet = { warn() {}, debug() {} };

function answer(request) {
  const { scss, loadPaths = [] } = JSON.parse(request);
  try {
    const { css } = sass.compileString(scss, { style: 'expanded', charset: false, loadPaths, logger: quiet });
    return { css };
  } catch (error) {
    return { error: error.message };
  }
}

readline.createInterface({ input: process.stdin, crlfDelay: Infinity }).on('line', (line) => {
  process.stdout.write(JSON.stringify(answer(line)) + '\n');
});
