/** What the build puts before the service worker. */

/** Names the content of all files, and the worker's own. */
declare const VERSION: string;

/** The files of the version by their paths in the site, each with its hash, as `integrity` takes it. */
declare const FILES: Readonly<Record<string, string>>;
