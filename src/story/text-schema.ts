import {
  boolCoreTag,
  defineScalarTag,
  FAILSAFE_SCHEMA,
  floatCoreTag,
  intCoreTag,
  NOT_RESOLVED,
  type ScalarTagDefinition,
} from 'js-yaml';

/** Nothing, as programs write it. `~`, `Null` and the like are what a person typed, and stay text. */
const nothingTag = defineScalarTag<null>('tag:yaml.org,2002:null', {
  implicit: true,
  implicitFirstChars: ['', 'n'],
  resolve: (source) => (source === '' || source === 'null' ? null : NOT_RESOLVED),
  identify: () => false,
});

/** YAML in which every value is text as it was typed: `3.10`, `007` and `True` are no numbers and no truths. */
export const TEXT_SCHEMA = FAILSAFE_SCHEMA.withTags(
  nothingTag,
  [intCoreTag, floatCoreTag, boolCoreTag].map(keepSpelling),
);

/** For `!!int 7`: what is no such value is still refused. */
function keepSpelling(tag: ScalarTagDefinition): ScalarTagDefinition {
  return defineScalarTag<string>(tag.tagName, {
    resolve: (source, isExplicit, tagName) =>
      tag.resolve(source, isExplicit, tagName) === NOT_RESOLVED ? NOT_RESOLVED : source,
    identify: () => false,
  });
}
