import { OTHER_ALIAS_LINES, OTHER_PHRASE_LINES, OTHER_SYNONYM_LINES } from './other-languages.ts';

/**
 * What the same-story method knows of news English before it has seen a single story: words that say little
 * because every other story has them, spellings of one thing, and places. Small collections need it; in a
 * large one the counts of the collection itself take over.
 */

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Words of nearly every technology story: they say what the news is about in general, not which news. */
export const EVERYDAY_WORDS: readonly string[] = words(`
  ai ml technology tech company business new say use user app tool platform system software data service model world
  announce launch year day week month time today work people developer industry market intelligent solution product
  million billion percent customer digital build create improve enable provide offer power feature enterprise research
  report development learn learning first human machine machlearn help plan future top real change news experience
  include support big major update part start team lead leader global application innovation need capability process
  drive find group high large online base access advance number million expect show allow run level bring`);

/** Words that come up every day in AI news. */
export const COMMON_WORDS: readonly string[] = words(`
  fsd generate generation google microsoft amazon openai chatgpt nvidia tesla apple meta intel ibm aws azure chatbot gpt llm genai generative
  compvision deeplearn facerecog selfdriving robot robotics chip gpu cpu car cloud internet network algorithm automation
  ceo startup invest fund raise round series partner deal acquire agreement government regulator rule law privacy
  security safe test research researcher scientist university study paper usa china eu uk india
  vehicle driver road language image video photo text voice speech content search web site mobile phone device
  smart computer compute server datacenter cost price value revenue profit share stock investor analyst growth quarter
  sale result forecast trend size analysis key player opportunity segment cagr industry consumer retail health medical
  healthcare patient doctor hospital drug education school student teacher job worker skill career course train training
  expert interview opinion guide list way reason tip predict question answer problem risk concern challenge threat issue
  benefit potential impact effect role use-case example case story event conference summit award person man woman child
  community social media public private national international state city country local home office space energy
  executive officer chief president founder director manager head vice board member staff employee hire chairman
  available general preview beta release version demo early access open opensource code program design engineer
  engineering science digital transform strategy decision insight analytics management operate operation infrastructure
  effort project initiative program standard quality performance speed efficient accurate fast simple easy hard
  discover explore understand think believe claim warn call ask tell write read watch talk speak discuss explain
  add join move turn set expand grow increase reduce cut boost rise fall drop hit reach win lose beat miss face
  become remain continue begin end stop halt pay buy sell own hold spend save sign agree accept reject approve plan
  two three four five six seven eight nine ten hundred thousand trillion half double single multiple several
  january february march april june july august september october november december
  monday tuesday wednesday thursday friday saturday sunday weekend morning evening hour minute second
  reuters photo file illustration logo getty ap bloomberg cnbc newspaper post blog article reporter journalist
  according statement spokesperson source press release exclusive breaking opinion review recap roundup weekly monthly
  daily nasdaq nyse inc corp ltd llc co plc corporation firm giant maker rival competitor race war battle fight
  history life society culture art artist music film movie game gaming book author writer fan play
  bank financial finance economy economic money dollar euro usd budget tax trade marketing brand commerce
  old young good bad right wrong true free full whole main important popular famous powerful advanced modern common
  different similar special specific unique possible ready able critical significant complex traditional virtual
  automate assist assistant agent copilot integrate integration workflow productivity interface
  self driving autonomous learning vision facial recognition deep neural artificial intelligence
  back line place area region site center centre thousand point view term form side step stage
  inside outside online offline ahead late forward recent current former next past previous upcoming final
  biggest largest latest greatest newest oldest highest lowest leading`);

/** Known words that still narrow a subject down: shared, they count, but less than a name nobody listed. */
export const KNOWN_WORDS: readonly string[] = words(`
  argue columnist generator able academic accelerate accept account accuse achieve act action activity actor actress ad address administration
  adopt adoption adult advertise advice agency agriculture aim air airline airport alert alliance ambition amount
  anchor angry animal antitrust appear apply approach approval architecture arm army arrest assess asset associate
  association attack attempt attention attract audience audio author authority average avoid award aware bank ban bar
  battery begin bet bias bid bill biometric blank blockchain board body bond boom boost border bot box brain branch break
  breakthrough bridge broad browser budget bug building burn bus button cabin camera campaign campus cancer candidate
  capital capture carbon care carmaker carry catch cause celebrate cell central century certificate chain chair champion
  chance character charge chat check chemical church citizen civil claim class clean clear click climate clinic clinical
  close club coalition coder collaborate collaboration collect college combat combine commercial commission commit
  committee communication compete competition complaint complete compliance component comprehensive concept conclude
  condition conduct confirm congress connect connection consent consider construction consult consumer contact contain
  contract contribute control controversy conversation convert cool copy copyright core council count county court
  crash credit crime criminal crisis criticize crop crypto currency cyber cybersecurity damage danger data-set dataset
  date dead deadline death debate debt debut decade decline defend defense delay delete deliver delivery demand democrat
  denmark department deploy deployment depth describe desert detail detect detection develop diagnose diagnosis
  die diet difference dinner direct disappoint discount disease display disrupt distribute diverse doctor document dog
  domain donate door draft draw dream drone dummy earn earnings earth ecosystem edge edit editor election electric
  electronic eliminate email embed emerge emergency emission emotion empower encourage engage enforce
  enforcement engine ensure enter entertainment entire entrepreneur environment equip equipment era error escape
  establish estimate ethic ethical evaluate evidence evolve exam examine exchange exercise exist exit expense expensive
  experiment expertise expose express extend extra eye fabric face facility fact factory fail failure fair fake
  fall false family farm farmer fashion favor fear federal feed feel fee female field figure fill filter fire fish fit
  fix fleet flight flood floor flow fly focus follow food foot force foreign forest forget formal fraud
  freedom front fuel function fund furious future gadget gain gap garden gas gate gather gender gene gift girl glass goal
  gold governance govern grade graduate grant graph graphic greenhouse grid ground guarantee guard guess guidance
  guideline gun hack hacker hair hand handle happen hardware harm harvest hate health hear hearing heart heat heavy
  hide highway hire hit holiday hope hospital host hot hotel house housing hub huge human-like hundred hunt hurt
  ice idea identify identity illegal imagine immediate immigration implement inclusive income independent index
  individual infection inflation influence inform information injure injury input inquiry inspect inspection inspire
  install institute institution instruction insurance insurer intellectual intend interactive interest interim invent
  inventory invite involve item jail joint jump jury justice kill kitchen knee knowledge label labor laboratory lab land
  landmark landscape laptop laser launch lawmaker lawsuit lawyer layer layoff league leak leave lecture legal
  legislation lens lesson letter liability liberal library license lidar lie lift light limit link live load loan
  locate location lock log logistics loss love low luxury magazine mail male manual manufacture manufacturer map mask
  mass massive master match material mayor meal mean measure mechanism medicine medium meet meeting memory mental
  mention merge merger message metal metaverse method military mind mine minister ministry minor misinformation missing
  mission mistake mix mode moment monitor mood moon motion motor mouse mouth movement multimodal multinational murder
  muscle museum mystery name nation natural nature navigate navigation negative negotiate net night noise nonprofit north
  nose note notice novel nuclear nurse object objective observe obtain ocean offensive official oil older operator
  opponent oppose option orbit order ordinary organ organic organization origin original outage output overhaul oversight
  owner package page paint pair pandemic panel parent park parliament party partnership pass passenger password patch
  patent path pathology pattern pause payment peace pedestrian penalty pension perform period permit
  personal personality perspective pest petition pharma pharmacy phase phone physical physician pick picture piece
  pilot pioneer pipeline pixel plane planet plant plastic plate plunge podcast poem police policy political politician
  poll pollution pool poor popularity population portal portfolio position positive poverty practice
  praise prefer prepare present pressure prevent prime principle print prison prize procedure proceed produce producer
  production professional professor promise promote prompt proof propose proposal prosecutor protect protection protest
  protocol proud prove province pull pulse punish pupil purpose push quantum quick quiet quit radar radio rail rain
  range rank ranking rate rating reaction real-time realistic reality realize recall receive recipe recognize recommend
  record recover recruit recruitment recycle refer reflect reform refugee refuse regime register regular regulation
  regulatory relate relation relationship relevant reliable religion rely remote remove rent repair repeat replace
  reply reporter represent republican reputation request require rescue reserve resident resist resource respond
  response responsible rest restaurant restore restrict restriction retire return reveal revenue reverse revolution
  reward rich ride rider ring river roadmap rock roll room root rural rush sad salary sample sanction satellite scale
  scam scan scandal scare scenario scene schedule scheme scholar scientific score scrap screen script sea seat secret
  secretary section sector secure semiconductor senate senator senior sense sensitive sensor sentence separate serious
  server session settle settlement severe sex shadow shape shift ship shipment shock shoot shop shopping short
  shortage shot shuttle sick sight signal silicon silver similar simulate simulation singer sister situation sketch skin
  sleep slide slow slowdown small smartphone smartwatch smell smile smoke snow soar soft soil solar soldier solve song
  sophisticated soul sound south speaker specialist specify spectrum speed spin spirit split sport spot spread
  spring spy square stable stack stadium stage stake stand star state statistic status steal steel steer stock storage
  store storm straight strategic stream streaming street strength strengthen stress stretch strict strike strip strong
  struggle studio style subject submit subscriber subscription subsidy succeed success suffer suggest suit summer sun
  supercomputer supermarket supplier supply surface surgeon surgery surge surprise surveillance survey survive suspect
  sustain sustainable swap sweep swim switch symptom table tablet tackle talent target task taste taxi teach tear
  technique technological technical telecom telescope television temperature tension terms territory terror tester
  theater theft theory therapy thousand threaten throw ticket tie tight tiny title tone tool tooth topic total touch
  tough tour tourism tower town toy track traffic trailer transaction transcript transfer transition translate
  translation transparency transparent transport transportation travel treat treatment trial trigger trillion trip truck
  trust truth try tumor tune tv twin type ultimate unable uncover undergo union unit unite universe unlawful
  unlock unveil urban urge valuation van variety vast vendor venture verify veteran victim victory video view village
  violate violence viral virus visible visit visitor visual voter vote vulnerable wage wait waitlist wake walk wall
  warehouse warning waste watchdog water wave weapon wear weather wedding weight welcome west wheel wide wife wild win
  wind window wine winter wire wireless wish witness wonder wood workforce worry worth wound wrap yard young youth zero
  zone
  alphabet deepmind anthropic claude gemini bard copilot llama mistral midjourney stability twitter facebook instagram
  whatsapp youtube tiktok bytedance baidu alibaba tencent huawei samsung sony lg amd qualcomm arm tsmc oracle salesforce
  adobe cisco dell hp sap spotify netflix uber lyft waymo cruise ford gm toyota volkswagen bmw mercedes honda hyundai
  softbank siri alexa cortana windows android ios iphone ipad pixel galaxy bing linkedin github reddit discord
  musk elon altman sam zuckerberg mark nadella satya pichai sundar huang jensen cook tim bezos jeff gates trump
  biden joe donald sunak ces mwc ted nist fda ftc sec nhtsa dmv doj nasa un who fbi dod pentagon
  aiact gdpr ipo etf api saas b2b kpi iot 5g 6g 4g 4k 8k 3d 2d vr ar xr hpc npu tpu pc usb wifi covid nlp agi hr it pr
  john michael david james robert george paul peter thomas daniel chris alex anna maria andrew kevin brian steve eric
  silicon valley wall street forbes techcrunch verge wired ignite gtc codec nft web3 bitcoin`);

/** Words that tell one action or thing; the first of each line stands for all. Read after stemming. */
const SYNONYM_LINES = `
  acquire acquisition buy bought purchase takeover bid acquirer buyout
  sue suit lawsuit litigation
  crash accident collision collide
  halt suspend suspension pause freeze withdraw revoke
  ban block prohibit outlaw
  probe investigate investigation inquiry probing
  fine penalty fined
  chip semiconductor processor chipmaker
  regulator watchdog authority regulatory commissioner
  launch unveil announce introduce release debut reveal present announcement
  invest investment investor
  partner partnership team-up collaboration collaborate
  layoff redundancy
  fire dismiss oust sack fired
  car vehicle automobile
  doctor physician
  child kid
  photo image picture
  worker employee staff
  test trial pilot
  robot robotic
  develop development developer
  law legislation act regulation rule
  kill die death dead
  vote ballot
  film movie
  ceo chief-executive
  scientist researcher
  satellite satellites
  datacenter datacentre
  authorize approve approval clear clearance authorise
  recruit hire recruitment hiring
  recall recalls
  hospital clinic
  copyright infringement
  author writer
  store shop
  job role
  cancer tumor tumour
  predict prediction forecast
  settle settlement
  fake deepfake
  scam scammer fraud
  factory plant fab
  harvest harvester pick picking picker
  navigate navigation
  pathology pathologist
  security secure
  sell sold
  rise rose risen soar soared
  fall fell fallen
  grow grew grown
  win won
  lose lost
  lead led
  build built
  begin began begun
  pay paid
  speak spoke spoken
  break broke broken
  privacy data-protection
`;

/** Several words that are one term. Matched on lower-case words after hyphens are opened. */
const PHRASE_LINES = `
  ai = artificial intelligence
  machlearn = machine learning
  deeplearn = deep learning
  compvision = computer vision
  facerecog = facial recognition | face recognition | facerec | facial id
  fsd = full self driving
  robotaxi = driverless taxi | self driving taxi | robo taxi | autonomous taxi | driverless cab
  selfdriving = self driving | driverless | autonomous driving | autonomous vehicle | autonomous vehicles | autonomous
  llm = language model | language models | llms | large language model | large language models
  datacenter = data center | data centers | data centre | data centres
  opensource = open source | open sources
  ceo = chief executive officer | chief executive
  supreme court = top court | highest court
  aiact = ai act | artificial intelligence act
  usa = united states | america
  uk = united kingdom | great britain
  eu = european union | european commission
  uae = united arab emirates
  data-protection = data protection
  fire = forces out | forced out | pushed out | pushes out
  altman = sam altman
  musk = elon musk
  zuckerberg = mark zuckerberg
  nadella = satya nadella
  pichai = sundar pichai
  huang = jensen huang
  bezos = jeff bezos
  gates = bill gates
  biden = joe biden | president biden
  trump = donald trump | president trump
  team-up = teams up | team up | teaming up | teamed up
  layoff = job cuts | job cut | lay off | lays off | laid off
  meta = facebook parent | facebook owner
  openai = chatgpt maker | chatgpt creator | chatgpt developer
  google = google parent
  market cap = market value | market capitalization | market capitalisation
  nyc = new york city
  newyork = new york
  hongkong = hong kong
  sanfrancisco = san francisco
  losangeles = los angeles
  newzealand = new zealand
  newjersey = new jersey
  newmexico = new mexico
  northcarolina = north carolina
  southcarolina = south carolina
  southkorea = south korea | south korean | s korea
  northkorea = north korea
  saudi = saudi arabia
  gm = general motors
  southafrica = south africa
  abudhabi = abu dhabi
  newdelhi = new delhi
  lasvegas = las vegas
`;

const ALIAS_LINES = `
  usa american americans
  china chinese beijing
  uk britain british
  eu brussels european europe
  india indian
  japan japanese
  italy italian
  france french
  germany german
  spain spanish
  canada canadian canadians
  australia australian
  russia russian
  ukraine ukrainian
  israel israeli
  brazil brazilian
  mexico mexican
  netherlands dutch
  sweden swedish
  norway norwegian
  denmark danish
  finland finnish
  poland polish
  switzerland swiss
  ireland irish
  taiwan taiwanese
  southkorea korea korean
  turkey turkish
  greece greek
  austria austrian
  belgium belgian
  portugal portuguese
  singapore singaporean
  vietnam vietnamese
  indonesia indonesian
  nigeria nigerian
  kenya kenyan
  egypt egyptian
  iran iranian
  california californian
  texas texan
  meta facebook fb
  llm llms
  google alphabet goog googl
  microsoft msft
  amazon amzn
  nvidia nvda
  tesla tsla
  apple aapl
  intel intc
  ai a.i
`;

/** Who acts in AI news. Two stories whose headlines each name only other actors speak of different events. */
export const ACTORS: readonly string[] = words(`
  google microsoft amazon openai nvidia tesla apple meta intel ibm aws alphabet deepmind anthropic mistral midjourney
  stability twitter instagram whatsapp youtube tiktok bytedance baidu alibaba tencent huawei samsung sony lg amd qualcomm
  arm tsmc oracle salesforce adobe cisco dell hp sap spotify netflix uber lyft waymo cruise ford gm toyota volkswagen bmw
  mercedes honda hyundai jaguar volvo lucid rivian softbank github linkedin reddit snap zoom slack palantir snowflake
  databricks cohere xai perplexity deepseek moonshot zhipu sensetime xiaomi ericsson nokia siemens bosch hitachi toshiba
  fujitsu panasonic accenture deloitte pfizer moderna walmart target disney zillow shutterstock getty clearview nuance
  mobileye aurora zoox motional nuro tusimple didi grab stripe paypal visa mastercard goldman jpmorgan blackrock
  musk altman zuckerberg nadella pichai huang bezos gates trump biden nist fda ftc sec nhtsa dmv doj nasa fbi pentagon
  mit stanford harvard berkeley oxford cambridge princeton`);

/** product → whose it is: a headline may name either. */
export const OWNERS: ReadonlyMap<string, string> = new Map(
  words(`chatgpt:openai gpt:openai sora:openai codex:openai bard:google gemini:google lamda:google tensorflow:google
    pixel:google android:google youtube:google deepmind:google waymo:google copilot:microsoft azure:microsoft bing:microsoft
    windows:microsoft github:microsoft linkedin:microsoft autopilot:tesla fsd:tesla optimus:tesla dojo:tesla xeon:intel
    mobileye:intel gaudi:intel geforce:nvidia cuda:nvidia hopper:nvidia siri:apple iphone:apple ipad:apple alexa:amazon
    aws:amazon echo:amazon bedrock:amazon claude:anthropic llama:meta instagram:meta whatsapp:meta snapdragon:qualcomm
    radeon:amd ryzen:amd epyc:amd galaxy:samsung bixby:samsung watson:ibm grok:xai cruise:gm ernie:baidu einstein:salesforce
    firefly:adobe`).map((line) => {
    const [product = '', owner = ''] = line.split(':');
    return [product, owner] as const;
  }),
);

/** Places by kind: two stories that each name only other places of one kind speak of different events. */
const PLACE_LINES: Readonly<Record<string, string>> = {
  country: `usa china uk eu india japan italy france germany spain canada australia russia ukraine israel brazil mexico
    netherlands sweden norway denmark finland poland switzerland ireland taiwan southkorea northkorea turkey greece austria
    belgium portugal singapore vietnam indonesia nigeria kenya egypt iran uae saudi southafrica newzealand pakistan
    argentina chile colombia malaysia thailand philippines qatar rwanda estonia`,
  state: `california texas florida arizona nevada ohio michigan illinois pennsylvania georgia virginia massachusetts
    colorado utah oregon minnesota wisconsin tennessee missouri maryland indiana kentucky louisiana alabama oklahoma
    iowa kansas arkansas connecticut nebraska idaho montana maine vermont alaska hawaii newjersey newmexico
    northcarolina southcarolina ontario quebec alberta`,
  city: `london paris berlin tokyo shanghai shenzhen seoul mumbai newdelhi bengaluru bangalore hyderabad dubai abudhabi
    toronto vancouver montreal sydney melbourne boston chicago seattle austin dallas houston phoenix denver detroit
    atlanta miami pittsburgh portland philadelphia sanfrancisco losangeles lasvegas nyc orleans baltimore nashville hongkong
    amsterdam madrid rome vienna zurich stockholm dublin wuhan guangzhou varanasi`,
};

const entries = (lines: string): string[][] =>
  lines
    .trim()
    .split('\n')
    .map((line) => words(line));

/** word (as written) → the word that stands for it; the caller stems both sides. */
export const SYNONYMS: readonly (readonly string[])[] = [
  ...entries(SYNONYM_LINES),
  ...entries(ALIAS_LINES),
  ...entries(OTHER_ALIAS_LINES),
  ...entries(OTHER_SYNONYM_LINES),
];

/** phrase ("face recognition") → its term or terms ("facerecog"). */
export const PHRASES: ReadonlyMap<string, readonly string[]> = new Map(
  `${PHRASE_LINES}${OTHER_PHRASE_LINES}`
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [term = '', phrases = ''] = line.split('=');
      return phrases.split('|').map((phrase) => [phrase.trim(), words(term)] as const);
    }),
);

/** place → its kind. */
export const PLACES: ReadonlyMap<string, string> = new Map(
  Object.entries(PLACE_LINES).flatMap(([kind, names]) => words(names).map((name) => [name, kind] as const)),
);
