// A site that lay here before left a service worker, which would go on showing what it keeps. This one takes its place and goes.
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil((async () => {
  const ours = (await caches.keys()).filter((name) => name.startsWith(`relu-explainer ${registration.scope} `));
  await Promise.all(ours.map((name) => caches.delete(name)));
  await clients.claim();
  await registration.unregister();
  for (const client of await clients.matchAll({ type: 'window' })) client.navigate(client.url);
})()));
