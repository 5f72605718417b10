/**
 * Those who do the long work of all figures: workers, started when there is work and dismissed when there has been none for
 * a while. Where workers are refused, or keep breaking, the page does the work itself in slices. Pieces are handed out in
 * their order, to whoever is free; figures that have work at the same time are served in turn.
 */

import { slices, worker } from './members.js';

/** @typedef {import('../worker.js').Answer} Answer */

/** More workers are not started, however many cores there are. */
const MOST = 8;

/** So long without work, in milliseconds, and workers are dismissed. */
const REST = 20_000;

/** A worker has so much to do, in milliseconds, that it does not wait for the page while that draws a frame. */
const AHEAD = 30;

/** And so many pieces at the most: what it has can no longer be done by others. */
const MOST_AHEAD = 16;

/**
 * @typedef {object} Wanted
 * @property {Float64Array} job what the crate told of it
 * @property {number} pieces how many it has
 * @property {boolean} streams whether their results come in parts
 * @property {(piece: number, from: number, numbers: Float64Array, last: boolean) => void} take a result, or a part of one that so
 *   many numbers came before
 * @property {(why: string) => void} fail it cannot be done
 */

/**
 * Work that has been begun.
 *
 * @typedef {object} Undertaking
 * @property {() => void} stop
 * @property {() => void} goOn
 */

/**
 * @typedef {object} Job
 * @property {Wanted} wanted
 * @property {number[]} waiting the pieces that nobody does yet, in order
 * @property {number} doing how many are being done
 */

/**
 * A member, and what it has been given, by serial number and in order.
 *
 * @typedef {object} Place
 * @property {import('./members.js').Member} member
 * @property {Map<number, { job: Job, piece: number }>} given
 * @property {boolean} ready
 * @property {number} room how many pieces it is given at once
 */

/** @type {Set<Job>} */
const jobs = new Set();
/** @type {Set<Place>} */
const places = new Set();
/** One for each core: what the page does is short, and the system gives it a turn. */
let most = Math.min(MOST, Math.max(1, globalThis.navigator?.hardwareConcurrency ?? 1));
/** @type {Place | undefined} */
let page;
/** How many workers broke since a job was last done whole. */
let broken = 0;
let serials = 0;
let resting = 0;

/**
 * Begins work.
 *
 * @param {Wanted} wanted
 * @returns {Undertaking}
 */
export function undertake(wanted) {
  /** @type {Job} */
  const job = { wanted, waiting: Array.from({ length: wanted.pieces }, (_, piece) => piece), doing: 0 };
  const goOn = () => {
    jobs.add(job);
    handOut();
  };
  goOn();
  return { goOn, stop: () => leave(job) };
}

/** @param {Job} job */
function leave(job) {
  if (!jobs.delete(job)) return;
  for (const place of places) {
    const drop = [...place.given].filter(([, task]) => task.job === job).map(([serial]) => serial);
    if (drop.length === 0) continue;
    place.member.order({ drop });
    for (const serial of drop) giveBack(place, serial);
  }
  handOut();
}

/**
 * A piece that was given to someone waits again.
 *
 * @param {Place} place
 * @param {number} serial
 */
function giveBack(place, serial) {
  const task = place.given.get(serial);
  if (!task) return;
  place.given.delete(serial);
  task.job.doing -= 1;
  task.job.waiting.push(task.piece);
  task.job.waiting.sort((a, b) => a - b);
}

/** Gives pieces to all who have room for one, and sees to it that there are enough who do them. */
function handOut() {
  clearTimeout(resting);
  const left = [...jobs].reduce((sum, job) => sum + job.waiting.length + job.doing, 0);
  if (left === 0) {
    if (places.size > 0) resting = setTimeout(dismissAll, REST);
    return;
  }
  engage(left);
  for (;;) {
    const job = first(jobs, (job) => job.waiting.length > 0 && placeFor(job) !== undefined, ({ doing }) => doing);
    const place = job && placeFor(job);
    if (!place) return;
    const piece = /** @type {number} */ (job.waiting.shift());
    serials += 1;
    job.doing += 1;
    place.given.set(serials, { job, piece });
    place.member.order({ task: { serial: serials, job: job.wanted.job, piece } });
  }
}

/**
 * Who has room for a piece of a job, and the least to do. What comes in parts is long: nobody is given a second such piece,
 * that another may soon be free for.
 *
 * @param {Job} job
 */
function placeFor({ wanted }) {
  const streams = (/** @type {Place} */ { given }) => [...given.values()].some((task) => task.job.wanted.streams);
  return first(
    places,
    (place) => place.ready && place.given.size < place.room && !(wanted.streams && streams(place)),
    ({ given }) => given.size,
  );
}

/**
 * The first of those that will do with the least of something.
 *
 * @template Candidate
 * @param {Iterable<Candidate>} candidates
 * @param {(candidate: Candidate) => boolean} will
 * @param {(candidate: Candidate) => number} load
 */
function first(candidates, will, load) {
  /** @type {Candidate | undefined} */
  let found;
  for (const candidate of candidates) {
    if (will(candidate) && (!found || load(candidate) < load(found))) found = candidate;
  }
  return found;
}

/** @param {number} left how many pieces are left */
function engage(left) {
  while (most > 0 && places.size < Math.min(most, left)) {
    try {
      engageOne(worker);
    } catch {
      most = 0;
    }
  }
  if (most === 0 && places.size === 0) page = engageOne(slices);
}

/**
 * @param {(hear: (answer: Answer) => void, broke: (why: string) => void) => import('./members.js').Member} start
 */
function engageOne(start) {
  /** @type {Place} */
  const place = {
    member: start((answer) => hear(place, answer), (why) => lose(place, why)),
    given: new Map(),
    ready: false,
    room: 2,
  };
  places.add(place);
  return place;
}

/**
 * @param {Place} place
 * @param {Answer} answer
 */
function hear(place, answer) {
  if (!places.has(place)) return;
  if ('ready' in answer) {
    place.ready = true;
  } else if ('refused' in answer) {
    return lose(place, answer.refused);
  } else if ('serial' in answer) {
    const task = place.given.get(answer.serial);
    // Left in the meantime.
    if (!task) return;
    if ('why' in answer && answer.broken) return lose(place, answer.why);
    if ('part' in answer) return task.job.wanted.take(task.piece, answer.from, answer.part, false);
    place.given.delete(answer.serial);
    task.job.doing -= 1;
    if ('why' in answer) {
      giveUp(task.job, answer.why);
    } else {
      place.room = Math.min(MOST_AHEAD, Math.max(2, Math.ceil(AHEAD / Math.max(answer.took, 0.1))));
      finish(task.job);
      task.job.wanted.take(task.piece, answer.from, answer.result, true);
    }
  }
  handOut();
}

/** @param {Job} job of which a piece was done */
function finish(job) {
  if (job.doing > 0 || job.waiting.length > 0) return;
  jobs.delete(job);
  broken = 0;
}

/**
 * @param {Job} job
 * @param {string} why
 */
function giveUp(job, why) {
  leave(job);
  job.wanted.fail(why);
}

/**
 * Someone is of no use any more: what it had is done by others. The first worker that breaks is replaced; after a second
 * there are none any more.
 *
 * @param {Place} place
 * @param {string} why
 */
function lose(place, why) {
  if (!places.has(place)) return;
  dismiss(place);
  if (place === page) {
    // There is nobody left to do it.
    for (const job of [...jobs]) giveUp(job, why);
    return;
  }
  if (place.ready) broken += 1;
  else most = Math.min(most, places.size);
  if (broken > 1) {
    most = 0;
    dismissAll();
  }
  handOut();
}

/** @param {Place} place */
function dismiss(place) {
  places.delete(place);
  place.member.dismiss();
  for (const serial of [...place.given.keys()]) giveBack(place, serial);
}

function dismissAll() {
  for (const place of [...places]) dismiss(place);
}
