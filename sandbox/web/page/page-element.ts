import { LitElement } from 'lit';

/** Our elements draw into the document itself: one style sheet, and labels may point from one to another. */
export class PageElement extends LitElement {
  protected override createRenderRoot() {
    return this;
  }
}
