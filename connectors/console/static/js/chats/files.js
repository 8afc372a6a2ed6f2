// What messages carry: pictures as pictures, everything else by name. The browser's own session is what opens them.
import { h } from "../dom.js";
import { bytes, t } from "../texts.js";

/** Build the elements of a message's files, places, contacts and stickers. */
export function filesElement(attachments) {
  return attachments.length ? h("div", { class: "files" }, attachments.map(one)) : null;
}

function one(attachment) {
  if (!attachment.name) {
    const words = attachment.link ? h("a", { href: attachment.link }, attachment.words) : attachment.words;
    return h("p", { class: "file", dir: "auto" }, words);
  }
  const address = `/api/v1/files/${encodeURIComponent(attachment.id)}`;
  const named = t("file", { name: attachment.name, size: bytes(attachment.size) });
  return h("p", { class: "file" },
    attachment.shown ? h("img", { src: address, alt: `${attachment.words}: ${attachment.name}`, loading: "lazy" }) : null,
    h("span", { dir: "auto" }, attachment.shown ? named : `${attachment.words}: ${named}`), " ",
    h("a", { href: address, download: attachment.name, "aria-label": `${t("download")}: ${attachment.name}` }, t("download")));
}
