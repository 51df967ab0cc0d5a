// Asks the HTTP interface.

/** An answer that is not 2xx; the message is for people. */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** The URL of a path with its parameters; those that are null or empty are left out. */
export function url(path, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== '') query.set(name, value);
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** JSON of a path, or an ApiError. */
export async function get(path, parameters, signal) {
  let response;
  try {
    response = await fetch(url(path, parameters), {signal, headers: {Accept: 'application/json'}});
  } catch (e) {
    if (e.name === 'AbortError') throw e;
    throw new ApiError(0, 'The collector does not answer.');
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new ApiError(response.status, problem.detail ?? `status ${response.status}`);
  }
  const answer = await response.json();
  signal?.throwIfAborted(); // it came in the very moment in which nobody wants it any more
  return answer;
}

/**
 * Calls `task` now and again `millis` after it ended, while the page is visible, until the signal
 * aborts. The latest call wins: the signal that a task gets aborts when the next one begins, so
 * that no late answer is shown.
 * @param {function(AbortSignal)} task asks with the signal it gets
 * @return {function()} calls it at once
 */
export function every(millis, signal, task) {
  let timer = 0;
  let round = null;
  const run = async () => {
    clearTimeout(timer);
    round?.abort();
    const mine = (round = new AbortController());
    if (!document.hidden) await task(AbortSignal.any([signal, mine.signal]));
    if (!signal.aborted && mine === round) timer = setTimeout(run, millis);
  };
  signal.addEventListener('abort', () => clearTimeout(timer));
  document.addEventListener(
    'visibilitychange',
    () => {
      if (!document.hidden) run();
    },
    {signal}
  );
  run();
  return run;
}
