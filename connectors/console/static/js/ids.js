// Ids that this page makes.

/** A new client id; crypto.randomUUID is missing on plain http in a local network, where small companies run this. */
export function makeId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
