/** What the HTML is held to, before a browser has mended it. */

/** @type {import('html-validate').ConfigData} */
export default {
  root: true,
  extends: ['html-validate:recommended', 'html-validate:standard'],
  elements: [
    'html5',
    {
      // The figures: until they run, what stands in them is a part of the article.
      'relu-figure': {
        flow: true,
        permittedContent: ['@flow'],
        requiredAttributes: ['name'],
        attributes: { name: { enum: ['/[a-z][a-z-]*/'] } },
      },
    },
  ],
  rules: {
    // The standard asks for neither case; this is the one of all other tags.
    'doctype-style': ['error', { style: 'lowercase' }],
  },
};
