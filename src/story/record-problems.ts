import type { Places } from './front-matter.ts';
import type { Problem } from './problem.ts';
import type { YamlPath } from './yaml-places.ts';

/** Collects the problems of one record, each with the line of its value. */
export class Problems {
  readonly found: Problem[] = [];
  readonly #findPlaces: () => Places;
  #places: Places | null = null;

  constructor(findPlaces: () => Places) {
    this.#findPlaces = findPlaces;
  }

  error(path: YamlPath, message: string): null {
    this.found.push({ line: this.#lineOf(path), severity: 'error', message });
    return null;
  }

  notice(path: YamlPath, message: string): null {
    this.found.push({ line: this.#lineOf(path), severity: 'notice', message });
    return null;
  }

  /** Looked for only when somebody asks: most records have no problem. */
  get places(): Places {
    this.#places ??= this.#findPlaces();
    return this.#places;
  }

  #lineOf(path: YamlPath): number {
    return this.places.lineOf(path);
  }
}
