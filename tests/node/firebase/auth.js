// Google's Auth emulator without the command line around it, most of which it never needs.
// Usage: node auth.js <folder with node_modules> <port>
'use strict';
const path = require('path');

const { AuthEmulator } = require(path.join(process.argv[2], 'node_modules', 'firebase-tools', 'lib', 'emulator', 'auth'));
new AuthEmulator({ host: '127.0.0.1', port: Number(process.argv[3]), projectId: 'demo-sbm' }).start();
