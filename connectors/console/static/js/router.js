// Where we are: `#/<page>/<rest>/…`. An address can be sent to a colleague, kept as a bookmark, and gone back to.

/** The address of a page: address("chats", id) is "#/chats/<id>". */
export const address = (...parts) => `#/${parts.map(encodeURIComponent).join("/")}`;

/** The parts of where we are. */
export const parts = () => location.hash.replace(/^#\/?/, "").split("?")[0].split("/").filter(Boolean).map(decode);

/** What stands behind the question mark of where we are. */
export const query = () => new URLSearchParams(location.hash.split("?")[1] ?? "");

/** Go to a page. */
export function go(...to) {
  location.hash = address(...to);
}

function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
