// Draws every icon from resources/icon.svg: those of the app beside it, those of the packages in build/.
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { Icns, IcnsImage } from '@fiahfy/icns';
import { Resvg } from '@resvg/resvg-js';
import pngToIco from 'png-to-ico';

const source = readFileSync('resources/icon.svg', 'utf8');
const SMALL = 32;

/** @typedef {'fine' | 'small' | 'mark'} Drawing */

/**
 * @param {Drawing} drawing
 * @param {number} size pixels
 * @param {number} [margin] part of the size left free on each side
 * @returns {Buffer} a PNG
 */
function draw(drawing, size, margin = 0) {
  const others = ['fine', 'small', 'mark'].filter((id) => id !== drawing);
  const shown = others.reduce((svg, id) => svg.replace(`<g id="${id}">`, `<g id="${id}" display="none">`), source);
  const away = 512 * margin;
  const box = `viewBox="${-away} ${-away} ${512 + 2 * away} ${512 + 2 * away}"`;
  const svg = shown.replace('viewBox="0 0 512 512"', box);
  return new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render().asPng();
}

/** @param {number} size @param {number} [margin] */
const icon = (size, margin) => draw(size <= SMALL ? 'small' : 'fine', size, margin);

mkdirSync('build/icons', { recursive: true });

writeFileSync('resources/icon.png', icon(512));
for (const [name, drawing] of /** @type {const} */ ([
  ['tray', 'small'],
  ['tray-template', 'mark'],
])) {
  writeFileSync(`resources/${name}.png`, draw(drawing, 16));
  writeFileSync(`resources/${name}@2x.png`, draw(drawing, 32));
}

// Linux
for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) writeFileSync(`build/icons/${size}x${size}.png`, icon(size));

// Windows
writeFileSync('build/icon.ico', await pngToIco([16, 24, 32, 48, 64, 128, 256].map((size) => icon(size))));

// macOS keeps a margin around its icons.
const icns = new Icns();
for (const [type, size] of /** @type {const} */ ([
  ['ic04', 16],
  ['ic05', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
])) {
  icns.append(IcnsImage.fromPNG(icon(size, size <= SMALL ? 0.04 : 0.09), type));
}
writeFileSync('build/icon.icns', icns.data);
