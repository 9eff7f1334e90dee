import { createHash } from 'node:crypto';

/** A plain picture in place of one from the network: the same for the same address. */
export function drawPicture(address: string): string {
  const [hue = 0, kind = 0, ...rest] = createHash('sha256').update(address).digest();
  const isIcon = /50x50|icon|logo|organizations/.test(address);
  return isIcon ? drawIcon(hue) : drawScene((hue * 360) / 256, kind % 2 === 0, rest);
}

function drawIcon(hue: number): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="50" height="50"><rect width="50" height="50" fill="hsl(${(hue * 360) / 256} 45% 42%)"/><path d="M12 15h26M12 25h26M12 35h16" stroke="#fff" stroke-width="4"/></svg>`;
}

/** Hills below a sun, or a network of nodes. */
function drawScene(hue: number, isLandscape: boolean, bytes: readonly number[]): string {
  const shade = (lightness: number, shift = 0) => `hsl(${hue + shift} 38% ${lightness}%)`;
  const at = (index: number, size: number) => ((bytes[index] ?? 0) / 256) * size;
  const nodes = Array.from({ length: 9 }, (_, index) => [40 + at(index, 560), 40 + at(index + 10, 280)]);
  const shapes = isLandscape
    ? `<circle cx="${120 + at(0, 400)}" cy="${80 + at(1, 60)}" r="44" fill="${shade(84, 30)}"/>
       <path d="M0 260 Q${140 + at(2, 80)} ${130 + at(3, 60)} 330 250 T640 210V360H0z" fill="${shade(42)}"/>
       <path d="M0 310 Q${240 + at(4, 120)} ${190 + at(5, 60)} 640 300V360H0z" fill="${shade(29)}"/>`
    : `<polyline points="${nodes.map((node) => node.join()).join(' ')}" fill="none" stroke="${shade(70)}" stroke-width="3"/>
       ${nodes.map(([x, y], index) => `<circle cx="${x}" cy="${y}" r="${8 + (index % 4) * 6}" fill="${shade(80, index * 6)}"/>`).join('')}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360" viewBox="0 0 640 360"><rect width="640" height="360" fill="${shade(isLandscape ? 64 : 32)}"/>${shapes}</svg>`;
}
