// Compiles SCSS for the tests: one request a line on standard input, {scss, file, legacy}, one answer a line, {css} or {error}.
// With "legacy" by the Sass that legacy themes were written for, and only what that one does not know by the current one.
// Started as: node compiler.cjs <folder that holds node_modules>
'use strict';

const path = require('node:path');
const readline = require('node:readline');
const { pathToFileURL } = require('node:url');
const modules = path.join(process.argv[2], 'node_modules');
const current = require(path.join(modules, 'sass'));
let legacy; // read when it is asked for

const quiet = { warn() {}, debug() {} };

// With "file", the style sheet may load others from that file's folder.
function compile(sass, { scss, file }) {
  const place = file ? { url: pathToFileURL(file), loadPaths: [path.dirname(file)] } : {};
  try {
    return { css: sass.compileString(scss, { style: 'expanded', charset: false, logger: quiet, ...place }).css };
  } catch (error) {
    return { error: error.message };
  }
}

function answer(request) {
  if (request.legacy) {
    legacy ??= require(path.join(modules, 'sass-of-legacy-themes'));
    const old = compile(legacy, request);
    if (old.css !== undefined) {
      return old;
    }
  }
  return compile(current, request);
}

readline.createInterface({ input: process.stdin, crlfDelay: Infinity }).on('line', (line) => {
  process.stdout.write(JSON.stringify(answer(JSON.parse(line))) + '\n');
});
