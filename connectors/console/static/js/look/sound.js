// Two short, soft tones, made by the browser: no file to load.

const TONES = [[0, 659.25], [0.11, 880]]; // seconds from now, hertz: e'' and a''
const LASTS = 0.32;
let context;

/** Sound once; `volume` from 0 to 100. A page that nobody has clicked on yet stays silent: browsers insist. */
export async function sound(volume) {
  context ??= new AudioContext();
  if (context.state === "suspended") await context.resume().catch(() => {});
  if (context.state !== "running") return;
  for (const [after, hertz] of TONES) tone(context.currentTime + after, hertz, (volume / 100) * 0.3);
}

function tone(at, hertz, loudness) {
  const voice = new OscillatorNode(context, { type: "sine", frequency: hertz });
  const swell = new GainNode(context, { gain: 0 });
  swell.gain.setValueAtTime(0, at);
  swell.gain.linearRampToValueAtTime(loudness, at + 0.015);
  swell.gain.exponentialRampToValueAtTime(0.0001, at + LASTS);
  voice.connect(swell).connect(context.destination);
  voice.start(at);
  voice.stop(at + LASTS);
}
