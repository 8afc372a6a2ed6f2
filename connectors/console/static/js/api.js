// Requests to /api/v1. The custom header is what a foreign page cannot send: it proves where the request came from.

export class ApiError extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Send a file as it is; gives the JSON answer or throws ApiError. */
export const upload = (path, file) => request("POST", path, file, "application/octet-stream");

/** Send a request; gives the JSON answer or throws ApiError with words for the person (empty when unreachable). */
export function call(method, path, body) {
  return body === undefined ? request(method, path) : request(method, path, JSON.stringify(body), "application/json");
}

// Nobody has touched the page for a while: what it asks for by itself does not keep the session from ending.
const IDLE = 60000;
let touched = Date.now();
for (const kind of ["pointerdown", "keydown"]) {
  addEventListener(kind, () => { touched = Date.now(); }, { capture: true, passive: true });
}

async function request(method, path, body, type, signal) {
  let answer;
  try {
    answer = await fetch(`/api/v1${path}`, {
      method,
      credentials: "same-origin",
      headers: { "X-Tripdesk-Console": "1", ...(Date.now() - touched > IDLE ? { "X-Tripdesk-Idle": "1" } : {}), ...(type ? { "Content-Type": type } : {}) },
      body,
      signal,
    });
  } catch {
    throw new ApiError(0, "unreachable", "");
  }
  const parsed = await answer.json().catch(() => null);
  if (!answer.ok) throw new ApiError(answer.status, parsed?.error ?? "failed", parsed?.message ?? "");
  return parsed;
}

/** Read; `signal` can call it off. */
export const get = (path, signal) => request("GET", path, undefined, undefined, signal);
export const post = (path, body = {}) => call("POST", path, body);
export const patch = (path, body) => call("PATCH", path, body);
