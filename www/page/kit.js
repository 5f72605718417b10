/**
 * What the modules that load later take from those of the first screen: a module runs once, so it is handed on instead of
 * imported again.
 */

import { engine, laterEngine } from '../engine.js';
import { followKeys } from '../figure/controls/keys.js';
import { build, enliven, freshId, mark } from '../figure/dom.js';
import { parts } from '../figure/outline.js';
import { buildTable } from '../figure/table.js';
import { get } from '../fetch.js';
import { readNumber } from '../number.js';
import { once } from '../once.js';
import { learn, render, word } from '../words.js';
import { holdsState } from './address.js';

export const kit = { engine, laterEngine, build, enliven, followKeys, freshId, holdsState, mark, parts, buildTable, get, learn, once, readNumber, render, word };

/** @typedef {typeof kit} Kit */
