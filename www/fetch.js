/**
 * Fetches a part of the page, and fails where the server refuses it.
 *
 * @param {URL} url
 * @returns {Promise<Response>}
 */
export async function get(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.pathname} answered ${response.status}`);
  return response;
}
