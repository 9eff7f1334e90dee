/**
 * Hand-made pairs about AI news of 2021 to 2026, in our own words: what different outlets would write about
 * one event, and pairs that only look alike. They were written before the method was tuned. Every second pair
 * (odd position) was kept aside: at its first run 18 of 20 joined, and 4 of 21 look-alikes did (precision 0.82,
 * recall 0.90). Only then were those faults looked at, and mended where they were general.
 */
type Telling = readonly [date: string, provider: string, title: string, excerpt: string];
export type StoryPair = { readonly about: string; readonly tellings: readonly [Telling, Telling] };

const pair = (about: string, first: Telling, second: Telling): StoryPair => ({
  about,
  tellings: [first, second],
});

export const SAME_EVENT: readonly StoryPair[] = [
  pair(
    'a takeover, amount written in two ways',
    [
      '2021-04-12',
      'CNBC',
      'Microsoft to buy speech-recognition firm Nuance for $16 billion',
      'The all-cash deal, at $56 a share, would be the second-largest in the history of the software giant.',
    ],
    [
      '2021-04-13',
      'The Verge',
      'Microsoft acquires Nuance Communications in $19.7B deal including debt',
      'Nuance is best known for the speech technology behind the early days of Siri. The deal is meant to strengthen Microsoft in health care.',
    ],
  ),
  pair(
    'a model launch, product only in one title',
    [
      '2023-03-14',
      'TechCrunch',
      'OpenAI releases GPT-4, a multimodal AI that it claims is state-of-the-art',
      'GPT-4 can take images as well as text as its input, and it is available today to paying ChatGPT users.',
    ],
    [
      '2023-03-14',
      'The Guardian',
      'ChatGPT maker unveils its newest and most powerful model',
      'OpenAI said GPT-4 scores in the top 10 percent on a simulated bar exam and can describe images.',
    ],
  ),
  pair(
    'a national ban, watchdog against country',
    [
      '2023-03-31',
      'BBC',
      'ChatGPT banned in Italy over privacy concerns',
      'The Italian data-protection authority said there were privacy concerns relating to the model and that it would investigate OpenAI with immediate effect.',
    ],
    [
      '2023-04-01',
      'Reuters',
      "Italy's data watchdog blocks OpenAI chatbot",
      'Garante accused the company of unlawful collection of personal data and of failing to check the age of users of ChatGPT.',
    ],
  ),
  pair(
    'an open letter, number in words and in digits',
    [
      '2023-03-29',
      'Wired',
      'In sudden alarm, tech doyens call for a pause on ChatGPT',
      'Elon Musk and Steve Wozniak are among those who signed an open letter that asks labs to stop training systems more powerful than GPT-4 for six months.',
    ],
    [
      '2023-03-29',
      'CNN',
      'Musk and others urge 6-month pause in development of giant AI systems',
      'The letter, published by the nonprofit Future of Life Institute, carries more than 1,000 signatures and cites profound risks to society.',
    ],
  ),
  pair(
    'a robotaxi permit withdrawn',
    [
      '2023-10-24',
      'NPR',
      'California orders GM-owned Cruise to take its driverless cars off the road',
      'The DMV said the vehicles are not safe for the operation on public streets, three weeks after a pedestrian was dragged in San Francisco.',
    ],
    [
      '2023-10-25',
      'Ars Technica',
      "DMV suspends Cruise's autonomous vehicle permits, effective at once",
      'Regulators accuse the General Motors unit of withholding footage of the October 2 collision with a pedestrian.',
    ],
  ),
  pair(
    'a fine, currency and rounding differ',
    [
      '2022-10-20',
      'TechCrunch',
      'Clearview AI hit with another €20M fine, this time in France',
      'The CNIL found that the scraping of selfies by the facial recognition firm broke European data rules.',
    ],
    [
      '2022-10-21',
      'Engadget',
      'France fines Clearview AI maximum of 20 million euros',
      'The country’s privacy regulator ordered the company to stop the collection of photos of its residents and to delete what it holds.',
    ],
  ),
  pair(
    'a CEO dismissed',
    [
      '2023-11-17',
      'The New York Times',
      'OpenAI board forces out Sam Altman',
      'The high-profile chief executive was not consistently candid in his communications, the board said in a blog post.',
    ],
    [
      '2023-11-18',
      'Axios',
      'Sam Altman fired as CEO of OpenAI; Mira Murati named interim chief',
      'The move stunned the industry. Greg Brockman, the chairman, quit within hours.',
    ],
  ),
  pair(
    'a startup round told in a press release and in the press',
    [
      '2022-06-07',
      'VentureBeat',
      'Runway-like video startup Synthwave lands $50M to generate avatars',
      'The Series B was led by Kleiner Perkins. Synthwave sells a tool that turns a script into a talking presenter.',
    ],
    [
      '2022-06-08',
      'PR Newswire',
      'Synthwave Closes $50 Million Series B Led by Kleiner Perkins to Scale Its AI Avatar Platform',
      'LONDON, June 8, 2022 -- Synthwave, the leader in synthetic video for the enterprise, today announced',
    ],
  ),
  pair(
    'a robot recall',
    [
      '2024-02-13',
      'Electrek',
      'Waymo recalls software after two robotaxis hit the same towed pickup in Phoenix',
      'Both crashes happened within minutes of each other in December, and nobody was hurt.',
    ],
    [
      '2024-02-14',
      'The Verge',
      'Waymo issues first-ever recall of its self-driving software after back-to-back collisions',
      'The vehicles failed to predict the path of a pickup truck that was being towed backwards in Phoenix, Arizona.',
    ],
  ),
  pair(
    'a generic title, the excerpt shares the names',
    [
      '2022-06-11',
      'The Washington Post',
      'The engineer who thinks the chatbot has come to life',
      'Blake Lemoine, who works in the Responsible AI group at Google, began to talk to LaMDA and came to believe that it is sentient.',
    ],
    [
      '2022-06-12',
      'Business Insider',
      'Google suspends engineer Blake Lemoine over claim that LaMDA is sentient',
      'The company put him on paid leave after he shared transcripts of his chats.',
    ],
  ),
  pair(
    'a chip launch in other words',
    [
      '2022-03-22',
      'AnandTech',
      'NVIDIA Hopper GPU architecture and H100 accelerator announced',
      'The 80 billion transistor H100 is built on TSMC 4N and brings a transformer engine for training of large models.',
    ],
    [
      '2022-03-22',
      'TechCrunch',
      'Nvidia unveils its latest data center GPU, named for Grace Hopper',
      'At GTC, CEO Jensen Huang presented the H100, which the company says trains transformers up to six times faster.',
    ],
  ),
  pair(
    'a copyright suit',
    [
      '2023-12-27',
      'NBC News',
      'New York Times sues OpenAI and Microsoft for copyright infringement',
      'The newspaper says that millions of its articles were used to train chatbots that now compete with it.',
    ],
    [
      '2023-12-27',
      'Ars Technica',
      'The Times files lawsuit, wants OpenAI to destroy models trained on its articles',
      'The complaint seeks billions in damages and names Microsoft as a co-defendant.',
    ],
  ),
  pair(
    'Facebook is Meta',
    [
      '2021-11-02',
      'Associated Press',
      'Facebook to shut down face-recognition system and delete data',
      'The company will delete the faceprints of more than 1 billion people, according to a blog post by Jerome Pesenti, vice president of AI at Meta.',
    ],
    [
      '2021-11-02',
      'Gizmodo',
      'Meta says it is killing off facial recognition and scrubbing a billion face templates',
      'More than a third of daily users had opted into the setting that tagged them in photos automatically.',
    ],
  ),
  pair(
    'an agency by name and by acronym',
    [
      '2023-07-13',
      'The Washington Post',
      'FTC opens investigation into ChatGPT maker over consumer harm',
      'The agency sent a 20-page demand for records to OpenAI and asks how it handles false statements about people.',
    ],
    [
      '2023-07-13',
      'Al Jazeera',
      'US consumer regulator probes OpenAI over risks to reputations and data',
      'The Federal Trade Commission wants to know whether ChatGPT harmed people by publishing false information.',
    ],
  ),
  pair(
    'a research result',
    [
      '2022-02-16',
      'Wired',
      'DeepMind has trained an AI to control nuclear fusion',
      'The algorithm learned to shape plasma inside a tokamak run by the Swiss Plasma Center in Lausanne.',
    ],
    [
      '2022-02-17',
      'New Scientist',
      'Reinforcement learning steers superheated plasma in a Swiss fusion reactor',
      'In a paper in Nature, DeepMind and EPFL show how a neural network adjusted the magnetic coils of the tokamak thousands of times a second.',
    ],
  ),
  pair(
    'a health product cleared',
    [
      '2021-09-22',
      'STAT',
      'FDA authorizes Paige Prostate, the first AI tool for pathology',
      'The software helps pathologists to find suspicious areas in biopsy slides.',
    ],
    [
      '2021-09-23',
      'Fierce Biotech',
      'Paige scores de novo nod from FDA for cancer-spotting algorithm',
      'In a study of 16 pathologists, the prostate program improved detection on scanned slides by 7.3 %.',
    ],
  ),
  pair(
    'job cuts',
    [
      '2023-05-01',
      'Bloomberg',
      'IBM to pause hiring for jobs that AI could do',
      'Chief executive Arvind Krishna said roughly 7,800 roles, such as human resources, could be replaced over five years.',
    ],
    [
      '2023-05-02',
      'Ars Technica',
      'IBM plans to replace 7,800 jobs with AI over time, halts some back-office recruitment',
      'Krishna told Bloomberg that a third of the non-customer-facing staff could be affected.',
    ],
  ),
  pair(
    'a strike deal',
    [
      '2023-09-27',
      'Variety',
      'WGA contract sets guardrails on generative AI in writers rooms',
      'The guild published the terms of the three-year agreement with the AMPTP: scripts written by machines will not count as literary material.',
    ],
    [
      '2023-09-27',
      'TechCrunch',
      'The writers strike is over; here is how AI negotiations shook out',
      'Under the new deal of the Writers Guild of America, studios cannot force the use of AI on authors.',
    ],
  ),
  pair(
    'a law passed',
    [
      '2024-03-13',
      'CNN',
      'European Parliament passes landmark AI act',
      'Lawmakers in Strasbourg voted 523 to 46 for the rules, which ban some uses such as social scoring.',
    ],
    [
      '2024-03-13',
      'MIT Technology Review',
      'Lawmakers in Europe gave the final green light to the AI Act: what changes now',
      'With 523 votes in favour, the European Union has the first comprehensive regulation of artificial intelligence.',
    ],
  ),
  pair(
    'an outage',
    [
      '2024-06-04',
      'TechRadar',
      'ChatGPT is down worldwide: OpenAI confirms a major outage',
      'Users have reported blank pages since Tuesday morning and the status page lists an investigation.',
    ],
    [
      '2024-06-04',
      'Tom’s Guide',
      'ChatGPT outage hits users around the globe for hours',
      'OpenAI says that it has found the cause of the trouble that took the chatbot offline on Tuesday.',
    ],
  ),
  pair(
    'a partnership in the cloud',
    [
      '2023-09-25',
      'Reuters',
      'Amazon steps up AI race with up to $4 billion deal to invest in Anthropic',
      'The e-commerce giant will take a minority stake, and the startup will move most of its software to AWS data centers.',
    ],
    [
      '2023-09-25',
      'Financial Times',
      'Claude creator secures $4bn from Amazon in push to rival ChatGPT',
      'Anthropic will use Trainium and Inferentia chips of Amazon Web Services to train its models.',
    ],
  ),
  pair(
    'a deepfake case',
    [
      '2024-02-04',
      'CNN',
      'Finance worker pays out $25 million after video call with deepfake chief financial officer',
      'Hong Kong police said that everyone on the conference call was a fake recreation.',
    ],
    [
      '2024-02-05',
      'Ars Technica',
      'Deepfake scammer walks off with $25 million in first-of-its-kind AI heist',
      'A multinational in Hong Kong was tricked by a call in which every other participant was generated.',
    ],
  ),
  pair(
    'an export rule',
    [
      '2022-10-07',
      'Reuters',
      'US aims to hobble China’s chip industry with sweeping new export rules',
      'The Biden administration published controls that cut Beijing off from certain semiconductors made anywhere with American equipment.',
    ],
    [
      '2022-10-08',
      'The Register',
      'Biden slaps broad export curbs on chips and chipmaking tools bound for China',
      'The Bureau of Industry and Security says that the rules stop military uses of supercomputing and AI.',
    ],
  ),
  pair(
    'a shuttle pilot in a town',
    [
      '2021-10-05',
      'WRAL',
      'Driverless shuttle named CASSI comes to Cary park for a test',
      'Rides are free and run for three months around Bond Park, the Department of Transportation said.',
    ],
    [
      '2021-10-08',
      'Government Technology',
      'North Carolina town tries out autonomous shuttle',
      'The CASSI vehicle, made by EasyMile, will carry riders between stops in Bond Park in Cary.',
    ],
  ),
  pair(
    'art prize',
    [
      '2022-08-31',
      'Vice',
      'An AI-generated artwork won first place at a state fair, and artists are furious',
      'Jason Allen used Midjourney to make "Théâtre D’opéra Spatial" for the Colorado contest.',
    ],
    [
      '2022-09-02',
      'The New York Times',
      'A picture by a machine wins a prize. Artists are not happy.',
      'The blue ribbon at the Colorado State Fair went to Jason M. Allen, who typed prompts into Midjourney.',
    ],
  ),
  pair(
    'a hospital study, no product name',
    [
      '2024-01-11',
      'The Independent',
      'AI beats doctors at spotting early signs of pancreatic cancer on scans, Danish study finds',
      'Researchers in Copenhagen looked at the records of 6.2 million patients.',
    ],
    [
      '2024-01-12',
      'Medical Xpress',
      'Algorithm predicts pancreatic cancer up to three years early from health records',
      'Trained on 6.2 million Danish patients, the Copenhagen model found those at greatest risk.',
    ],
  ),
  pair(
    'a new open model, company alias',
    [
      '2023-07-18',
      'The Verge',
      'Meta releases Llama 2, free for commercial use',
      'The next generation of its large language model comes with Microsoft as the preferred partner.',
    ],
    [
      '2023-07-18',
      'SiliconANGLE',
      "Facebook parent open-sources Llama 2 and teams up with Microsoft's Azure",
      'Pretrained versions of 7, 13 and 70 billion parameters can be downloaded.',
    ],
  ),
  pair(
    'a stock milestone',
    [
      '2023-05-30',
      'CNBC',
      'Nvidia briefly joins $1 trillion valuation club',
      'Shares rose more than 5% on Tuesday morning, the first time a chipmaker crossed the mark.',
    ],
    [
      '2023-05-31',
      'BBC',
      'Nvidia: chip giant touches one trillion dollar market value',
      'The boom in AI lifted the shares of the US company to a record on Tuesday.',
    ],
  ),
  pair(
    'a factory plan',
    [
      '2022-01-21',
      'The Verge',
      'Intel picks Ohio for a $20 billion chip factory complex',
      'Construction of the two plants near Columbus starts late this year.',
    ],
    [
      '2022-01-21',
      'Time',
      'Inside the plan to build the biggest semiconductor plant on Earth in Ohio',
      'Intel CEO Pat Gelsinger told TIME that the initial $20bn site in New Albany could grow to eight fabs.',
    ],
  ),
  pair(
    'an executive order',
    [
      '2023-10-30',
      'AP',
      'Biden signs sweeping executive order to guide the development of artificial intelligence',
      'Companies must share results of safety tests with the government before they release new systems.',
    ],
    [
      '2023-10-30',
      'The Register',
      'White House order wants red-team results, watermarks from makers of AI',
      'President Biden invoked the Defense Production Act to compel developers to share safety test data.',
    ],
  ),
  pair(
    'a voice dispute',
    [
      '2024-05-20',
      'NPR',
      'Scarlett Johansson says she is shocked and angered over new ChatGPT voice',
      'OpenAI paused the voice called Sky, which many listeners found eerily similar to the actress of Her.',
    ],
    [
      '2024-05-21',
      'The Verge',
      'OpenAI pulls Sky voice that sounded like Johansson',
      'Sam Altman had asked the star twice to lend her voice, according to her statement.',
    ],
  ),
  pair(
    'a Chinese listing',
    [
      '2021-12-30',
      'Nikkei Asia',
      'SenseTime shares jump in Hong Kong debut',
      'The facial recognition company raised $740 million despite the US blacklisting.',
    ],
    [
      '2021-12-30',
      'CNBC',
      'China AI firm SenseTime soars as much as 23% on first day of trading',
      'The IPO in Hong Kong had been delayed after Washington put it on an investment blacklist.',
    ],
  ),
  pair(
    'a cheap model shakes the market',
    [
      '2025-01-27',
      'BBC',
      'DeepSeek: Chinese AI app sparks market turmoil',
      'Nvidia lost almost $600bn of its market value on Monday, the biggest one-day loss in US history.',
    ],
    [
      '2025-01-28',
      'CNBC',
      'Nvidia sheds almost $600 billion in market cap as DeepSeek fears grip Wall Street',
      'Shares plunged 17% as investors worried about competition from the lab in Hangzhou.',
    ],
  ),
  pair(
    'a data centre venture',
    [
      '2025-01-21',
      'CBS News',
      'Trump announces private-sector $500 billion investment in AI infrastructure',
      'OpenAI, SoftBank and Oracle plan a joint venture called Stargate that will build data centers in Texas.',
    ],
    [
      '2025-01-22',
      'The Guardian',
      'What is Stargate, the $500bn AI project unveiled at the White House?',
      'Masayoshi Son, Larry Ellison and Sam Altman stood beside the president on Tuesday.',
    ],
  ),
  pair(
    'a settlement with authors',
    [
      '2025-09-05',
      'The New York Times',
      'Anthropic agrees to pay $1.5 billion to settle lawsuit with book authors',
      'It is the largest payout in the history of US copyright cases, at about $3,000 a book.',
    ],
    [
      '2025-09-05',
      'Wired',
      'Anthropic to pay at least $1.5bn over pirated books in landmark settlement',
      'Some 500,000 works downloaded from shadow libraries are covered by the class action.',
    ],
  ),
  pair(
    'a space robot',
    [
      '2021-11-18',
      'Space.com',
      'Astrobee robot bees get smarter navigation on the space station',
      'A software update by NASA Ames lets the free-flying cubes find their way without beacons.',
    ],
    [
      '2021-11-20',
      'ScienceDaily',
      "NASA upgrades station's flying helper robots",
      'Astrobee, a set of cube-shaped free flyers, received new software for navigation from the Ames Research Center.',
    ],
  ),
  pair(
    'an art theft detector of a small university',
    [
      '2022-04-03',
      'Phys.org',
      'Mushroom-picking robot learns to harvest without bruising the crop',
      'Engineers at Penn State built a vacuum gripper guided by a depth camera.',
    ],
    [
      '2022-04-05',
      'The Robot Report',
      'Penn State develops robotic mushroom harvester',
      'The prototype uses vision and a suction cup to pick button mushrooms with little damage.',
    ],
  ),
  pair(
    'title with question on one side',
    [
      '2022-08-09',
      'The Drive',
      "Does Tesla's Autopilot run over child-sized dummies? A new ad says so",
      'The Dawn Project of software entrepreneur Dan O’Dowd filmed a Model 3 striking mannequins on a track.',
    ],
    [
      '2022-08-10',
      'The Guardian',
      'Safety campaign: Tesla Full Self-Driving fails to spot child mannequin in tests',
      'Dan O’Dowd says the video shows that the software is the worst ever sold to the public.',
    ],
  ),
  pair(
    'a school district policy',
    [
      '2023-01-04',
      'Chalkbeat',
      'NYC education department blocks ChatGPT on school devices',
      'A spokesperson cited negative impacts on learning and concerns about the accuracy of content.',
    ],
    [
      '2023-01-05',
      'NBC News',
      'New York City public schools ban access to AI tool that writes essays',
      'ChatGPT can no longer be opened on networks of the country’s largest district, said Jenna Lyle of the education department.',
    ],
  ),
  pair(
    'a drone delivery licence',
    [
      '2023-09-06',
      'The Verge',
      'UPS gets FAA approval to fly delivery drones beyond line of sight',
      'Flight Forward, its drone arm, can now operate without visual observers.',
    ],
    [
      '2023-09-07',
      'DroneDJ',
      'FAA clears UPS Flight Forward for longer-range drone flights',
      'The waiver removes the need for ground-based observers along the route.',
    ],
  ),
];

export const DIFFERENT_EVENTS: readonly StoryPair[] = [
  pair(
    'two launches of one company in a week',
    [
      '2023-05-10',
      'The Verge',
      'Google opens up Bard to 180 countries and drops the waitlist',
      'At its I/O developer conference, the company also said that the chatbot will get images and more languages.',
    ],
    [
      '2023-05-10',
      'TechCrunch',
      'Google launches PaLM 2, its next-gen large language model',
      'At I/O, the company said that the model powers 25 products and is better at reasoning and code.',
    ],
  ),
  pair(
    'one product, two versions',
    [
      '2024-04-18',
      'The Verge',
      'Meta releases Llama 3 open models',
      'The new models of 8 and 70 billion parameters beat rivals of their size, the company claims.',
    ],
    [
      '2024-04-20',
      'VentureBeat',
      'Developers still build on Meta’s Llama 2 open models',
      'The 7 and 70 billion parameter models are used by start-ups, a survey claims.',
    ],
  ),
  pair(
    'two quarters',
    [
      '2023-05-24',
      'CNBC',
      'Nvidia reports first-quarter results, guides far above estimates',
      'Revenue was $7.19 billion as demand for AI chips in data centers grew.',
    ],
    [
      '2023-05-30',
      'MarketWatch',
      'Nvidia second-quarter results preview: what analysts expect',
      'Revenue from data centers is seen rising as demand for AI chips grows.',
    ],
  ),
  pair(
    'two regulators, one company',
    [
      '2023-04-04',
      'BBC',
      'ChatGPT: Canada’s privacy watchdog opens investigation into OpenAI',
      'The commissioner acts on a complaint about the use of personal data without consent.',
    ],
    [
      '2023-04-03',
      'Reuters',
      'German privacy watchdog could follow and investigate OpenAI over ChatGPT',
      'The commissioner told a newspaper that a block over personal data is possible in principle.',
    ],
  ),
  pair(
    'opinions on one subject',
    [
      '2023-02-08',
      'Forbes',
      'Why ChatGPT will not replace your doctor',
      'Artificial intelligence can help, but medicine needs human judgment, writes a contributor.',
    ],
    [
      '2023-02-09',
      'Forbes',
      'Five ways ChatGPT will change marketing forever',
      'Artificial intelligence can write copy in seconds, but brands need human judgment.',
    ],
  ),
  pair(
    'two lists of tools',
    [
      '2023-06-01',
      'Analytics Insight',
      '10 Best AI Tools for Students in 2023',
      'From writing to research, these artificial intelligence tools make study easier.',
    ],
    [
      '2023-06-02',
      'Analytics Insight',
      '10 Best AI Tools for Marketers in 2023',
      'From writing to research, these artificial intelligence tools make campaigns easier.',
    ],
  ),
  pair(
    'two accidents of one maker',
    [
      '2022-05-18',
      'Reuters',
      'US opens special probe into Tesla crash that killed three in California',
      'NHTSA suspects that Autopilot was in use when a Model S hit construction equipment in Newport Beach.',
    ],
    [
      '2022-05-24',
      'AP',
      'Tesla driver dies in crash into a truck in Florida; agency investigates',
      'NHTSA will look at whether Autopilot was in use when the Model 3 hit a tractor-trailer near Gainesville.',
    ],
  ),
  pair(
    'a recurring column by one outlet',
    [
      '2022-04-01',
      'TechCrunch',
      'The week in AI: robots, chips and a lot of money',
      'Our round-up of the most interesting machine learning stories of the past days.',
    ],
    [
      '2022-04-08',
      'TechCrunch',
      'The week in AI: robots, art and a lot of lawsuits',
      'Our round-up of the most interesting machine learning stories of the past days.',
    ],
  ),
  pair(
    'two market reports',
    [
      '2022-09-12',
      'openPR',
      'Conversational AI Market Size, Share, Growth, Trends and Forecast 2022-2030',
      'The global market is expected to grow at a CAGR of 21.8% with key players Google, IBM, Microsoft and AWS.',
    ],
    [
      '2022-09-13',
      'openPR',
      'Voice Assistant Market Size, Share, Growth, Trends and Forecast 2022-2030',
      'The global market is expected to grow at a CAGR of 24.9% with key players Google, Apple, Microsoft and AWS.',
    ],
  ),
  pair(
    'two funding rounds in one field',
    [
      '2022-03-01',
      'TechCrunch',
      'Warehouse robotics startup Fetchly raises $50M Series B',
      'The round was led by Tiger Global, and the company plans to double its staff.',
    ],
    [
      '2022-03-02',
      'VentureBeat',
      'Warehouse robotics startup PickPro raises $50M Series B',
      'The round was led by SoftBank, and the company plans to expand in Europe.',
    ],
  ),
  pair(
    'ban and its end',
    [
      '2023-04-18',
      'Politico',
      'Italy says ChatGPT may come back if OpenAI complies by end of April',
      'Garante listed demands on privacy, from age checks to an opt-out.',
    ],
    [
      '2023-04-28',
      'The Verge',
      'ChatGPT returns to Italy after ban',
      'OpenAI restored the service on Friday after it added privacy disclosures and controls.',
    ],
  ),
  pair(
    'two suits against one company',
    [
      '2023-09-20',
      'AP',
      'John Grisham and George R.R. Martin sue OpenAI for copyright infringement',
      'The Authors Guild organized the class action filed in New York.',
    ],
    [
      '2023-09-11',
      'Reuters',
      'Michael Chabon and other writers sue OpenAI for copyright infringement',
      'The class action was filed in San Francisco by Pulitzer winners over the training of ChatGPT.',
    ],
  ),
  pair(
    'a yearly show, different exhibitors',
    [
      '2024-01-08',
      'Engadget',
      'CES 2024: Samsung shows Ballie, a rolling robot with a projector',
      'The AI companion moves about the home and learns patterns.',
    ],
    [
      '2024-01-08',
      'CNET',
      'CES 2024: LG shows a two-legged robot that watches your home',
      'The AI companion moves about the home and learns patterns.',
    ],
  ),
  pair(
    'updates 10.7 and 10.8',
    [
      '2021-12-20',
      'Electrek',
      'Carmaker starts rollout of driver-assist beta 10.7 to testers',
      'The software reduces false braking and brings smoother turns.',
    ],
    [
      '2021-12-26',
      'Teslarati',
      'Carmaker starts rollout of driver-assist beta 10.8 to testers',
      'The software reduces false braking and brings smoother turns.',
    ],
  ),
  pair(
    'how-to pieces',
    [
      '2023-03-01',
      'How-To Geek',
      'How to use ChatGPT on your iPhone',
      'The chatbot from OpenAI works in any browser, and here is how to set it up.',
    ],
    [
      '2023-03-03',
      'PCMag',
      'How to use ChatGPT to plan your meals',
      'The chatbot from OpenAI can write a shopping list, and here is how to set it up.',
    ],
  ),
  pair(
    'two chips of one company at one event',
    [
      '2023-11-15',
      'The Verge',
      'Microsoft unveils Maia 100, its own AI chip for the cloud',
      'The accelerator was presented at Ignite and will run in Azure data centers from next year.',
    ],
    [
      '2023-11-15',
      'Neowin',
      'Microsoft announces a preview of Copilot Studio at Ignite',
      'The tool to build custom copilots was presented at Ignite and runs in Azure.',
    ],
  ),
  pair(
    'hearing and speech',
    [
      '2023-05-16',
      'NYT',
      'OpenAI’s Sam Altman urges A.I. regulation in Senate hearing',
      'Lawmakers asked the chief executive about jobs and elections.',
    ],
    [
      '2023-05-24',
      'The Verge',
      'Sam Altman warns OpenAI could leave Europe over AI regulation',
      'The chief executive told reporters in London that the draft of the EU act is too strict.',
    ],
  ),
  pair(
    'two hires at one lab',
    [
      '2021-06-10',
      'Reuters',
      'Apple hires former BMW executive for its self-driving car project',
      'Ulrich Kranz was a leader of electric car startup Canoo.',
    ],
    [
      '2021-06-15',
      'Bloomberg',
      'Apple loses another manager of its self-driving car project',
      'The leader of the safety team left for an air-taxi startup.',
    ],
  ),
  pair(
    'two studies of AI in medicine',
    [
      '2022-07-12',
      'Medical Xpress',
      'AI model detects lung cancer on CT scans as well as radiologists',
      'Researchers trained a deep learning model on 40,000 patients.',
    ],
    [
      '2022-07-14',
      'Medical Xpress',
      'AI model detects skin cancer on photos as well as dermatologists',
      'Researchers trained a deep learning model on 50,000 images of patients.',
    ],
  ),
  pair(
    'two airports',
    [
      '2021-08-20',
      'NDTV',
      'Facial recognition boarding starts at Varanasi airport',
      'Passengers can walk through gates without paper boarding passes.',
    ],
    [
      '2021-08-24',
      'CNN',
      'Facial recognition boarding comes to Detroit airport',
      'Passengers of Delta can walk through gates without paper boarding passes.',
    ],
  ),
  pair(
    'a company and its rival',
    [
      '2022-12-02',
      'The Verge',
      'Cruise expands its robotaxi service to daytime in San Francisco',
      'The driverless cars of the GM unit can now be hailed by employees at all hours.',
    ],
    [
      '2022-12-01',
      'TechCrunch',
      'Waymo expands its robotaxi service to downtown Phoenix and San Francisco',
      'The driverless cars of the Alphabet unit can now be hailed by more members of the public.',
    ],
  ),
  pair(
    'part one and part two',
    [
      '2022-10-03',
      'Towards AI',
      'Building a recommendation engine with graph networks, part 1',
      'In this series we look at embeddings and how to train them on a small data set.',
    ],
    [
      '2022-10-06',
      'Towards AI',
      'Building a recommendation engine with graph networks, part 2',
      'In this series we look at embeddings and how to train them on a small data set.',
    ],
  ),
  pair(
    'monthly updates',
    [
      '2023-04-30',
      'Microsoft',
      'What’s new in Azure AI: April 2023 update',
      'A summary of features that became available this month for developers.',
    ],
    [
      '2023-05-10',
      'Microsoft',
      'What’s new in Azure AI: May 2023 update',
      'A summary of features that became available this month for developers.',
    ],
  ),
  pair(
    'two stock stories',
    [
      '2024-02-22',
      'Benzinga',
      'Why Super Micro shares are moving today',
      'AI stocks trade higher after strong results from Nvidia lifted the sector.',
    ],
    [
      '2024-02-22',
      'Benzinga',
      'Why Palantir shares are moving today',
      'AI stocks trade higher after strong results from Nvidia lifted the sector.',
    ],
  ),
  pair(
    'two stocks-to-buy lists',
    [
      '2023-08-01',
      'Motley Fool',
      '3 AI stocks to buy and hold for the next decade',
      'Artificial intelligence could add trillions to the economy, and these companies are in a good place to profit.',
    ],
    [
      '2023-08-04',
      'Motley Fool',
      '2 AI stocks to buy before they soar',
      'Artificial intelligence could add trillions to the economy, and these companies are in a good place to profit.',
    ],
  ),
  pair(
    'announcement and much later effect of it',
    [
      '2022-07-13',
      'TechCrunch',
      'Midjourney opens its image generator to everyone in beta',
      'Anyone can join the Discord server and type prompts.',
    ],
    [
      '2022-07-20',
      'The Verge',
      'OpenAI opens DALL-E 2 image generator to a million people in beta',
      'Anyone on the waitlist can now buy credits and type prompts.',
    ],
  ),
  pair(
    'same company, suit and product',
    [
      '2023-02-06',
      'Reuters',
      'Getty Images lawsuit says Stability AI misused photos to train AI',
      'The stock photo company filed the complaint in Delaware.',
    ],
    [
      '2023-02-13',
      'TechCrunch',
      'Stability AI releases a new version of its Stable Diffusion image tool',
      'The company says the update makes photos look more real.',
    ],
  ),
  pair(
    'two partners of one car chip',
    [
      '2022-02-16',
      'The Verge',
      'Jaguar Land Rover partners with Nvidia on self-driving software for cars from 2025',
      'All new cars will be built on the Drive platform.',
    ],
    [
      '2022-02-22',
      'Electrek',
      'Lucid partners with Nvidia on self-driving hardware for its cars',
      'DreamDrive Pro is built on the Drive platform.',
    ],
  ),
  pair(
    'photo captions as excerpts',
    [
      '2023-06-12',
      'Reuters',
      'Exclusive: Intel in talks to be anchor investor in Arm listing',
      'FILE PHOTO: A smartphone with a displayed logo is placed on a computer motherboard in this illustration. REUTERS/Dado Ruvic/Illustration',
    ],
    [
      '2023-06-14',
      'Reuters',
      'Exclusive: AMD says Amazon considers its new AI chips',
      'FILE PHOTO: A smartphone with a displayed logo is placed on a computer motherboard in this illustration. REUTERS/Dado Ruvic/Illustration',
    ],
  ),
  pair(
    'two universities, similar robots',
    [
      '2022-05-04',
      'Phys.org',
      'MIT engineers build a soft robot that swims like a fish',
      'The machine, driven by silicone fins, could monitor coral reefs.',
    ],
    [
      '2022-05-06',
      'Phys.org',
      'Stanford engineers build a soft robot that climbs like a gecko',
      'The machine, driven by sticky pads, could inspect bridges.',
    ],
  ),
  pair(
    'two countries regulate',
    [
      '2023-07-13',
      'Reuters',
      'China publishes interim rules for generative AI services',
      'Providers must follow socialist values and register algorithms with the authorities.',
    ],
    [
      '2023-07-14',
      'Reuters',
      'Japan leans to softer rules for generative AI services',
      'Officials told reporters that the country wants growth and sees no need for strict law.',
    ],
  ),
  pair(
    'a phone maker and another',
    [
      '2024-01-17',
      'The Verge',
      'Samsung Galaxy S24 arrives with Galaxy AI features',
      'Live translation of calls and circle to search are the headline features of the phones.',
    ],
    [
      '2024-01-18',
      'Android Police',
      'Google Pixel 8 gets circle to search and other AI features',
      'A feature drop brings the search gesture to the phones by the end of the month.',
    ],
  ),
  pair(
    'quarterly results of two companies on one day',
    [
      '2023-07-25',
      'CNBC',
      'Microsoft beats estimates on cloud, but guidance disappoints',
      'Azure revenue grew 26% as the company invests in AI. Shares fell after hours on Tuesday.',
    ],
    [
      '2023-07-25',
      'CNBC',
      'Alphabet beats estimates on cloud, and shares jump',
      'Google Cloud revenue grew 28% as the company invests in AI. Shares rose after hours on Tuesday.',
    ],
  ),
  pair(
    'two analyses of one trend',
    [
      '2022-11-02',
      'Forbes',
      'How artificial intelligence is transforming the supply chain',
      'From forecasts to warehouses, companies use machine learning to cut costs.',
    ],
    [
      '2022-11-05',
      'Forbes',
      'How artificial intelligence is transforming the insurance industry',
      'From claims to pricing, companies use machine learning to cut costs.',
    ],
  ),
  pair(
    'two cities test police cameras',
    [
      '2021-09-09',
      'AP',
      'New Orleans council votes to let police use facial recognition again',
      'The measure reverses a ban and covers violent crime.',
    ],
    [
      '2021-09-14',
      'AP',
      'King County council votes to ban facial recognition by police',
      'The measure is the first of its kind for a county in the country.',
    ],
  ),
  pair(
    'two events about one person',
    [
      '2023-07-12',
      'CNBC',
      'Elon Musk launches xAI, a new company to understand the universe',
      'The team includes alumni of DeepMind, OpenAI and Google Research.',
    ],
    [
      '2023-07-14',
      'The Verge',
      'Elon Musk says Tesla will spend over $1 billion on Dojo supercomputer',
      'The machine will train the self-driving software on video.',
    ],
  ),
  pair(
    'two courses',
    [
      '2022-01-10',
      'Analytics Insight',
      'Top machine learning certifications to boost your career in 2022',
      'A certificate in data science can help you to land a job.',
    ],
    [
      '2022-01-12',
      'Analytics Insight',
      'Top data science certifications for beginners to pursue in 2022',
      'A certificate in machine learning can help you to land a job.',
    ],
  ),
  pair(
    'conference yearly',
    [
      '2025-05-20',
      'The Verge',
      'The 9 biggest announcements from Google I/O 2025',
      'Gemini, glasses and a new plan: here is all that was shown on stage.',
    ],
    [
      '2025-05-22',
      'Android Authority',
      'Everything Google announced at I/O 2024, one year on',
      'Gemini, glasses and a new plan: what became of all that was shown on stage.',
    ],
  ),
  pair(
    'same firm raises twice',
    [
      '2025-03-03',
      'TechCrunch',
      'Anthropic raises $3.5B at $61.5B valuation',
      'Lightspeed led the round for the maker of Claude.',
    ],
    [
      '2025-03-12',
      'CNBC',
      'Anthropic says Claude revenue reached a run rate of $1.4 billion',
      'The start-up sells its assistant to enterprises and coders.',
    ],
  ),
  pair(
    'two drugs found by AI',
    [
      '2022-02-24',
      'Forbes',
      'Insilico doses first patient with AI-discovered fibrosis drug',
      'The phase 1 trial takes place in New Zealand and China.',
    ],
    [
      '2022-02-28',
      'Fierce Biotech',
      'Exscientia takes its AI-designed cancer drug into phase 1 trial',
      'The first patient will be dosed in the Netherlands this year.',
    ],
  ),
  pair(
    'Cyrillic titles with common words only',
    [
      '2023-05-01',
      'РБК',
      'В России создали новую систему искусственного интеллекта для врачей',
      'Разработчики рассказали, что система поможет врачам в больницах.',
    ],
    [
      '2023-05-03',
      'ТАСС',
      'В России создали новую нейросеть для поиска пропавших людей',
      'Разработчики рассказали, что она поможет спасателям в лесу.',
    ],
  ),
  pair(
    'Chinese titles about different companies',
    ['2023-05-01', '新浪', '百度发布新一代人工智能大模型文心一言', '该公司表示,新模型在多项测试中表现出色。'],
    ['2023-05-03', '搜狐', '阿里巴巴发布新一代人工智能芯片', '该公司表示,新芯片将用于数据中心。'],
  ),
];

/**
 * Written after that. First run: 15 of 16 joined, and 3 of 16 look-alikes did (precision 0.83, recall 0.94);
 * since then only plain faults (quarters read as names, a Cyrillic opening word as an actor) were mended.
 */
export const FRESH_SAME_EVENT: readonly StoryPair[] = [
  pair(
    'a purchase of a robot vacuum maker',
    [
      '2022-08-05',
      'CNN',
      'Amazon is buying the company that makes the Roomba',
      'The $1.7 billion deal for iRobot is another step of the retailer into the home.',
    ],
    [
      '2022-08-05',
      'TechCrunch',
      'Amazon to acquire iRobot for $1.7B in cash',
      'Colin Angle will stay on as CEO of the vacuum maker once the transaction closes.',
    ],
  ),
  pair(
    'a search engine with chat',
    [
      '2023-02-07',
      'The Verge',
      'Microsoft announces new Bing and Edge browser powered by upgraded ChatGPT AI',
      'At an event in Redmond, Satya Nadella said the race in search starts today.',
    ],
    [
      '2023-02-07',
      'CNBC',
      'Microsoft adds OpenAI chatbot to its Bing search engine',
      'CEO Nadella told reporters in Redmond that it is a new day for search.',
    ],
  ),
  pair(
    'a wrong answer and its cost',
    [
      '2023-02-08',
      'Reuters',
      'Alphabet shares dive after Google AI chatbot Bard flubs answer in ad',
      'The company lost $100 billion in market value after the promotional video gave wrong information about the Webb telescope.',
    ],
    [
      '2023-02-09',
      'BBC',
      "Google's Bard AI bot mistake wipes $100bn off shares",
      'An advert showed the bot giving an incorrect answer about the James Webb Space Telescope.',
    ],
  ),
  pair(
    'a godfather leaves',
    [
      '2023-05-01',
      'The New York Times',
      '‘The Godfather of A.I.’ leaves Google and warns of danger ahead',
      'Geoffrey Hinton says that a part of him regrets the work of his life.',
    ],
    [
      '2023-05-02',
      'BBC',
      'AI pioneer Geoffrey Hinton quits Google over dangers of the technology',
      'Some of the dangers of chatbots are quite scary, he told the BBC.',
    ],
  ),
  pair(
    'a lawyer and invented cases',
    [
      '2023-05-27',
      'The Verge',
      'Lawyers used ChatGPT in court, and cited cases that do not exist',
      'Steven Schwartz told a judge in the suit against Avianca that he did not know the tool could make things up.',
    ],
    [
      '2023-05-30',
      'Forbes',
      'Lawyer faces sanctions after AI wrote his brief against Avianca',
      'Mr. Schwartz apologised: six decisions named in the filing were bogus.',
    ],
  ),
  pair(
    'a truck company',
    [
      '2022-10-31',
      'The Wall Street Journal',
      'TuSimple fires chief executive Xiaodi Hou',
      'An inquiry of the board found that employees shared secrets with the Chinese startup Hydron.',
    ],
    [
      '2022-11-01',
      'TechCrunch',
      'Self-driving trucks company TuSimple dismisses CEO amid probe into ties to Hydron',
      'Hou denies any wrongdoing. Ersin Yumer takes over for now.',
    ],
  ),
  pair(
    'an app in a war',
    [
      '2022-03-13',
      'Reuters',
      'Exclusive: Ukraine has started using Clearview AI’s facial recognition during war',
      'The defence ministry may use the engine to uncover Russian assailants and identify the dead.',
    ],
    [
      '2022-03-15',
      'Gizmodo',
      'Ukraine is now using facial recognition from Clearview to ID the dead',
      'CEO Hoan Ton-That offered the tool to Kyiv for free, he told Reuters.',
    ],
  ),
  pair(
    'a Go amateur beats a machine',
    [
      '2023-02-17',
      'Financial Times',
      'Man beats machine at Go in human victory over AI',
      'Kellin Pelrine exploited a weakness of KataGo and won 14 of 15 games.',
    ],
    [
      '2023-02-20',
      'Vice',
      'A human amateur beat a top Go-playing AI using a simple trick',
      'Kellin Pelrine used a tactic that another program had found.',
    ],
  ),
  pair(
    'a British summit',
    [
      '2023-11-01',
      'BBC',
      'AI safety summit: countries sign Bletchley declaration',
      'Twenty-eight nations, among them the US and China, agreed to work on the risks of frontier models.',
    ],
    [
      '2023-11-01',
      'Politico',
      'US, China and EU back Bletchley Park statement on AI risk at Sunak’s summit',
      'The document speaks of catastrophic harm from frontier models.',
    ],
  ),
  pair(
    'an image tool halted',
    [
      '2024-02-22',
      'The Verge',
      'Google pauses Gemini’s ability to generate pictures of people after diversity errors',
      'The tool had drawn Nazi-era soldiers as people of color.',
    ],
    [
      '2024-02-22',
      'AP',
      'Google suspends Gemini chatbot image generation over historical inaccuracies',
      'Users posted pictures of soldiers and founding fathers that were wrong.',
    ],
  ),
  pair(
    'a satellite start-up of no fame',
    [
      '2021-11-09',
      'SpaceNews',
      'Orbitscan wins Air Force contract to spot wildfires with onboard AI',
      'The $3.4 million award pays for a demonstration on two cubesats.',
    ],
    [
      '2021-11-11',
      'Colorado Sun',
      'Boulder startup gets $3.4 million from the military to find fires from orbit',
      'Orbitscan will fly its neural network on a pair of cubesats in 2022.',
    ],
  ),
  pair(
    'a hospital pilot',
    [
      '2022-05-17',
      'Healthcare IT News',
      'Mount Sinai deploys AI to flag malnutrition in inpatients',
      'The tool, MUST-Plus, reads records each night and tells dietitians whom to visit.',
    ],
    [
      '2022-05-18',
      'Crain’s New York',
      'Mount Sinai says its algorithm catches malnourished patients sooner',
      'MUST-Plus tripled the rate of diagnosis, according to the health system.',
    ],
  ),
  pair(
    'the same wire copy under two headlines',
    [
      '2022-09-15',
      'Yahoo',
      'Adobe to buy Figma in $20 billion bet on future of work',
      'Photoshop maker Adobe Inc said on Thursday it would buy cloud-based designer platform Figma for about $20 billion.',
    ],
    [
      '2022-09-15',
      'Reuters',
      'Adobe strikes $20 bln deal for Figma, shares slump',
      'Photoshop maker Adobe Inc said on Thursday it would buy cloud-based designer platform Figma for about $20 billion.',
    ],
  ),
  pair(
    'a report told by its author and by the press',
    [
      '2023-03-27',
      'CNN',
      'Up to 300 million full-time jobs could be exposed to automation by AI, Goldman Sachs says',
      'Lawyers and administrative staff would be hit most.',
    ],
    [
      '2023-03-28',
      'BBC',
      'AI could replace equivalent of 300 million jobs, report claims',
      'The bank Goldman Sachs says it could also mean a boom in productivity.',
    ],
  ),
  pair(
    'a Russian event in Russian',
    [
      '2023-04-24',
      'Коммерсантъ',
      'Сбербанк открыл доступ к нейросети GigaChat для тестирования',
      'Сервис GigaChat умеет писать код и рисовать картинки.',
    ],
    [
      '2023-04-24',
      'РБК',
      'Сбер представил GigaChat, российский аналог ChatGPT',
      'Пока сервис GigaChat доступен по приглашениям.',
    ],
  ),
  pair(
    'a delay of a truck',
    [
      '2025-06-20',
      'CNBC',
      'Tesla to start robotaxi service in Austin with about ten cars this Sunday',
      'A human monitor will sit in the passenger seat, according to invitations.',
    ],
    [
      '2025-06-22',
      'The Verge',
      'Tesla robotaxi launches in Austin with safety monitor in the passenger seat',
      'A handful of influencers got rides on Sunday for $4.20.',
    ],
  ),
];

export const FRESH_DIFFERENT_EVENTS: readonly StoryPair[] = [
  pair(
    'two purchases of one retailer',
    [
      '2022-07-21',
      'CNBC',
      'Amazon to acquire primary care provider One Medical for $3.9 billion',
      'The company wants a larger place in health care.',
    ],
    [
      '2022-08-05',
      'TechCrunch',
      'Amazon to acquire iRobot for $1.7B in cash',
      'Colin Angle will stay on as CEO of the vacuum maker.',
    ],
  ),
  pair(
    'two features of one product in a week',
    [
      '2023-05-12',
      'TechCrunch',
      'OpenAI rolls out web browsing and plugins to ChatGPT Plus users',
      'Subscribers can turn on the beta in settings from next week.',
    ],
    [
      '2023-05-18',
      'The Verge',
      'OpenAI launches ChatGPT app for iOS',
      'The free app syncs history and takes voice input; Plus subscribers get GPT-4.',
    ],
  ),
  pair(
    'two phones of one maker',
    [
      '2024-01-17',
      'The Verge',
      'Samsung Galaxy S24 Ultra hands-on: titanium and AI',
      'The phone has flat edges and a new zoom.',
    ],
    [
      '2024-01-18',
      'TechRadar',
      'Samsung teases Galaxy Ring at the end of its launch',
      'The wearable will track health with AI, the company said.',
    ],
  ),
  pair(
    'yearly index reports',
    [
      '2023-04-03',
      'IEEE Spectrum',
      'The state of AI in 2023: takeaways of Stanford’s AI Index',
      'Industry builds most models and training costs grow.',
    ],
    [
      '2023-04-13',
      'IEEE Spectrum',
      'Looking back: the state of AI in 2022 in Stanford’s AI Index',
      'Industry builds most models and training costs grow.',
    ],
  ),
  pair(
    'two surveys',
    [
      '2022-10-04',
      'ZDNet',
      'Survey: half of enterprises plan to raise AI spending in 2023',
      'Skills are the largest obstacle, according to the poll of 500 executives by Gartner.',
    ],
    [
      '2022-10-06',
      'VentureBeat',
      'Report: 40% of AI projects never reach production',
      'Data quality is the largest obstacle, according to a poll of 600 executives by Dataloft.',
    ],
  ),
  pair(
    'fines in two countries',
    [
      '2022-03-09',
      'BBC',
      'Italy fines Clearview AI 20m euros',
      'The facial recognition company broke privacy rules, the regulator said.',
    ],
    [
      '2022-03-15',
      'BBC',
      'Greece looks into Clearview AI after complaint',
      'The facial recognition company broke privacy rules, campaigners said.',
    ],
  ),
  pair(
    'two strikes',
    [
      '2023-05-02',
      'Variety',
      'Hollywood writers go on strike, with AI among the issues',
      'The WGA walked out after talks with studios broke down.',
    ],
    [
      '2023-07-13',
      'Variety',
      'Hollywood actors go on strike, with AI among the issues',
      'SAG-AFTRA walked out after talks with studios broke down.',
    ],
  ),
  pair(
    'two robots of one maker of trucks',
    [
      '2022-10-01',
      'The Verge',
      'Tesla shows Optimus robot walking on stage at AI Day',
      'Elon Musk said that it could cost less than $20,000.',
    ],
    [
      '2022-10-04',
      'Electrek',
      'Tesla drops ultrasonic sensors from Model 3 and Model Y',
      'The carmaker says that Tesla Vision replaces them.',
    ],
  ),
  pair(
    'essays on art',
    [
      '2022-12-15',
      'The Guardian',
      'AI art is theft, say some. They are wrong',
      'Image generators learn as painters always have, argues a columnist.',
    ],
    [
      '2022-12-18',
      'The Atlantic',
      'AI art will not replace painters',
      'Image generators lack the hand and the eye, argues a painter.',
    ],
  ),
  pair(
    'appointments at two firms',
    [
      '2022-04-05',
      'Business Wire',
      'DataRobot names new chief financial officer',
      'Damon Fletcher brings 20 years of experience from Tableau.',
    ],
    [
      '2022-04-06',
      'Business Wire',
      'H2O.ai names new chief financial officer',
      'The executive brings 20 years of experience from Cisco.',
    ],
  ),
  pair(
    'drone tests in two states',
    [
      '2021-12-02',
      'WFMZ-TV',
      'Police in Ohio test AI drones to find missing people',
      'The sheriff said that the flights start in spring.',
    ],
    [
      '2021-12-03',
      'KSAT',
      'Police in Texas test AI drones to find missing people',
      'The sheriff said that the flights start in summer.',
    ],
  ),
  pair(
    'two earnings transcripts',
    [
      '2022-02-16',
      'Seeking Alpha',
      'NVIDIA Corporation (NVDA) CEO Jensen Huang on Q4 2022 Results - Earnings Call Transcript',
      'NVIDIA Corporation (NASDAQ:NVDA) Q4 2022 Earnings Conference Call February 16, 2022 5:00 PM ET',
    ],
    [
      '2022-02-17',
      'Seeking Alpha',
      'Ambarella, Inc. (AMBA) CEO Fermi Wang on Q4 2022 Results - Earnings Call Transcript',
      'Ambarella, Inc. (NASDAQ:AMBA) Q4 2022 Earnings Conference Call February 17, 2022 5:00 PM ET',
    ],
  ),
  pair(
    'product and its critics',
    [
      '2021-06-29',
      'The Verge',
      'GitHub launches Copilot, an AI pair programmer',
      'The preview, built with OpenAI, suggests lines of code.',
    ],
    [
      '2021-07-06',
      'The Register',
      'OpenAI robotics team disbanded, says co-founder',
      'The lab wants to put its resources into other research.',
    ],
  ),
  pair(
    'two lawsuits on art',
    [
      '2023-01-14',
      'The Verge',
      'Artists file class action against Stability AI, DeviantArt and Midjourney',
      'Karla Ortiz and others say that billions of images were used without consent.',
    ],
    [
      '2023-01-17',
      'The Verge',
      'Getty Images is suing the creators of Stable Diffusion in London',
      'The company says that millions of images were used without consent.',
    ],
  ),
  pair(
    'questions to two experts',
    [
      '2022-06-20',
      'Forbes',
      '15 ways tech leaders can use AI responsibly',
      'Members of the council share advice on bias and transparency.',
    ],
    [
      '2022-06-21',
      'Forbes',
      '13 ways tech leaders can protect data in the AI age',
      'Members of the council share advice on breaches and transparency.',
    ],
  ),
  pair(
    'an Arabic and another Arabic title',
    [
      '2023-06-01',
      'الجزيرة',
      'شركة جديدة تطلق تطبيقا يعتمد على الذكاء الاصطناعي في مصر',
      'يساعد التطبيق الطلاب على التعلم.',
    ],
    [
      '2023-06-02',
      'العربية',
      'جامعة سعودية تطلق برنامجا جديدا في الذكاء الاصطناعي',
      'يساعد البرنامج الطلاب على البحث.',
    ],
  ),
];
