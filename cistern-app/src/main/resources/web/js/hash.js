// The address of a view lies in the hash: #/name/rest?parameters.

/**
 * The hash as a view name, the rest of its path, and its parameters. One that names a place of the
 * page is no view.
 */
export function readHash() {
  if (!window.location.hash.startsWith('#/'))
    return {name: '', rest: [], parameters: new URLSearchParams()};
  const [path, query = ''] = window.location.hash.replace(/^#\/?/, '').split('?');
  const [name, ...rest] = path.split('/');
  return {name, rest: rest.map(decode), parameters: new URLSearchParams(query)};
}

/**
 * Keeps the state of a view in the hash, without a new entry in the history. Empty values are left
 * out.
 */
export function remember(path, parameters) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, v]) => v)).toString();
  history.replaceState(null, '', `#/${path}${query ? `?${query}` : ''}`);
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
