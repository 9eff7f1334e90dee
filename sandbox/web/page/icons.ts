import { html, svg } from 'lit';

/** Line drawings on a 24 × 24 field. */
const draw = (path: string) =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${path} />`}</svg>`;

export const icons = {
  text: draw('M5 9h15M4 15h15M10 4L8 20M16 4l-2 16'),
  announcement: draw('M4 10v4h3l8 5V5L7 10zM19 9.500v5M8 14l1 6h2.500'),
  forum: draw('M4 5h12v8H9l-3 3v-3H4zM18 9h2v8h-2v3l-3-3h-4'),
  thread: draw('M5 8h14M5 12h9M5 16h6'),
  menu: draw('M4 7h16M4 12h16M4 17h16'),
  back: draw('M15 5l-7 7 7 7'),
  more: draw('M5 12h.01M12 12h.01M19 12h.01'),
  pause: draw('M8 5v14M16 5v14'),
  play: draw('M7 4l13 8-13 8z'),
  slower: draw('M11 6l-7 6 7 6zM20 6l-7 6 7 6z'),
  faster: draw('M13 6l7 6-7 6zM4 6l7 6-7 6z'),
  next: draw('M5 5l10 7-10 7zM19 5v14'),
  send: draw('M4 4l17 8-17 8 3-8zM7 12h6'),
  external: draw('M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9'),
  reply: draw('M4 20v-6a4 4 0 0 1 4-4h11M15 6l4 4-4 4'),
  eye: draw('M2 12s4-6 10-6 10 6 10 6-4 6-10 6-10-6-10-6zM12 10a2 2 0 1 1 0 4 2 2 0 0 1 0-4z'),
  alert: draw('M12 3l10 17H2zM12 10v4M12 17h.01'),
  down: draw('M6 9l6 6 6-6'),
  right: draw('M9 6l6 6-6 6'),
  close: draw('M6 6l12 12M18 6L6 18'),
  check: draw('M5 12l5 5 9-10'),
  requests: draw('M4 7h10l-3-3M20 17H10l3 3'),
};
