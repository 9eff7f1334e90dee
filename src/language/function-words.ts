/** Words that carry no subject at all, English first, then the commonest of other languages in Latin script. */
export const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  `
  a about above across after again against ago all almost already also although always am among amid an and another any
  anyone anything are aren't around as at away back be became because become been before behind being below best better
  between beyond both but by came can can't cannot come could couldn't did didn't do does doesn't doing don't done down
  during each either else enough especially even ever every everyone everything few for from further gets get getting
  give given go goes going gone gonna good got great had has hasn't have haven't having he hello help her here here's
  hers him himself his how however i i'm if i'll in indeed instead into is isn't it it's its itself just keep kind know
  known last later latest least less let let's like likely little long look lot made make maker making many may maybe me
  might mine more most much must my near nearly need never next no nor not nothing now of off often on once one only
  onto or other others our ours out over own per perhaps please put quite rather really recent recently same see seem
  seen set shall she should simply since so some someone something sometimes soon still such take taken taking than that
  that's the their theirs them themselves then there there's these they they're thing this those though through thus
  till to together told too took toward towards under until up upon us very via want was wasn't way we well went were
  weren't we've what what's when where whether which while who whom whose why will with within without won't would yet
  you you're your yours yourself said says told saying uses used using pm de la le les el los las del der die das den dem des und et en un une una uno que por para
  con pour sur dans est ist im ein eine mit von zu auf nicht di il che per da do na em um uma não het een van
  s t d ll re ve m amp nbsp quot na`
    .trim()
    .split(/\s+/),
);
