// Line icons, 20 by 20, drawn in the colour of the text around them.

const PATHS = {
  chats: ["M3 4.5h14v9H9l-4 3v-3H3z", "M6.5 8h7M6.5 10.5h4.5"],
  tickets: ["M3 6h14v2.5a1.5 1.5 0 0 0 0 3V14H3v-2.500a1.500 1.500 0 0 0 0-3z", "M8 6v8"],
  customers: ["M10 10.500a3.250 3.250 0 1 0 0-6.500 3.250 3.250 0 0 0 0 6.500z", "M3.500 16.500c1-3 3.500-4 6.500-4s5.500 1 6.500 4"],
  search: ["M8.750 14a5.250 5.250 0 1 0 0-10.500 5.250 5.250 0 0 0 0 10.500z", "M12.750 12.750 16.500 16.500"],
  people: ["M7.500 9.500a2.750 2.750 0 1 0 0-5.500 2.750 2.750 0 0 0 0 5.500z", "M2.500 15.500c.6-2.700 2.500-3.700 5-3.700s4.400 1 5 3.700", "M13 4.300a2.600 2.600 0 0 1 0 5M14.800 12c1.500.4 2.400 1.500 2.800 3.500"],
  clocks: ["M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14z", "M10 6v4l2.800 1.800"],
  phrases: ["M4 4h12M4 8h12M4 12h7", "M13.500 16l3-3-3-3"],
  audit: ["M5 3h7l3 3v11H5z", "M7.500 9.500h5M7.500 12.500h5"],
  settings: ["M4 6h7M15 6h1M4 14h1M9 14h7", "M13 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM7 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4z"],
  webhooks: ["M6.500 13.500a2.500 2.500 0 1 1-2.200-3.700M10 7.500l-2 4M13.500 13.500H8.800M13.500 16a2.500 2.500 0 1 0-1.500-4.500M10 7.500a2.500 2.500 0 1 0-1.500-.4M10 5l2.500 4.500"],
};

const SVG = "http://www.w3.org/2000/svg";

/** Draw an icon; it says nothing to a screen reader, so its button has to. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [attribute, value] of Object.entries({ viewBox: "0 0 20 20", class: "icon", "aria-hidden": "true", focusable: "false" }))
    svg.setAttribute(attribute, value);
  for (const path of PATHS[name] ?? []) {
    const line = document.createElementNS(SVG, "path");
    line.setAttribute("d", path);
    svg.append(line);
  }
  return svg;
}
