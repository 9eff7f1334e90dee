import type { LabelledStories } from './telling.ts';

export const FRENCH: LabelledStories = {
  events: [
    {
      about: 'Microsoft invests in France',
      tellings: [
        [
          '2024-05-13T05:10Z',
          'Le Figaro',
          'Microsoft va investir 4 milliards d’euros en France',
          'Le géant américain profite du sommet Choose France pour annoncer de nouveaux centres de données consacrés à l’intelligence artificielle.',
        ],
        [
          '2024-05-13T07:40Z',
          'L’Usine Digitale',
          'Cloud et IA : le chèque record de Microsoft pour l’Hexagone',
          'Un data center verra le jour près de Mulhouse, et le groupe promet de former un million de Français d’ici à 2027.',
        ],
        [
          '2024-05-13T12:00Z',
          'Les Echos',
          'Choose France : Microsoft met quatre milliards sur la table',
          'L’éditeur de Windows installera 25.000 processeurs graphiques dans le pays d’ici à la fin 2025.',
        ],
      ],
    },
    {
      about: 'OpenAI shows GPT-4o',
      tellings: [
        [
          '2024-05-13T18:05Z',
          'Numerama',
          'OpenAI dévoile GPT-4o, un ChatGPT qui parle et qui voit',
          'Le nouveau modèle répond à la voix presque en temps réel et sera proposé gratuitement à tous les utilisateurs.',
        ],
        [
          '2024-05-13T19:30Z',
          'Le Monde',
          'ChatGPT : une nouvelle version plus rapide et dotée de la parole',
          'Mira Murati, directrice technique d’OpenAI, a présenté lundi GPT-4o, capable de traiter ensemble texte, son et images.',
        ],
        [
          '2024-05-14T07:15Z',
          '01net',
          'GPT-4o : tout savoir sur l’IA gratuite lancée par OpenAI',
          'Traduction en direct, émotions dans la voix, vision : la start-up de Sam Altman frappe fort.',
        ],
      ],
    },
    {
      about: 'Sutskever leaves OpenAI',
      tellings: [
        [
          '2024-05-15T00:30Z',
          'BFM Tech',
          'Ilya Sutskever, cofondateur d’OpenAI, quitte l’entreprise',
          'Le scientifique en chef, qui avait participé à l’éviction de Sam Altman, sera remplacé par Jakub Pachocki.',
        ],
        [
          '2024-05-15T06:50Z',
          'Libération',
          'Le directeur scientifique d’OpenAI claque la porte',
          'Six mois après avoir tenté de renverser son patron, Sutskever annonce son départ sur X.',
        ],
      ],
    },
    {
      about: 'the voice that sounds like Johansson',
      tellings: [
        [
          '2024-05-20T23:45Z',
          'Le Parisien',
          'Scarlett Johansson « choquée » par la voix de ChatGPT',
          'L’actrice affirme avoir refusé l’offre de Sam Altman, mais OpenAI aurait choisi une voix qui imite la sienne.',
        ],
        [
          '2024-05-21T07:20Z',
          'Frandroid',
          'OpenAI retire Sky, la voix trop proche de celle de l’héroïne de Her',
          'La comédienne américaine a engagé des avocats, l’entreprise assure que la ressemblance n’était pas voulue.',
        ],
      ],
    },
    {
      about: 'H raises money',
      tellings: [
        [
          '2024-05-21T06:00Z',
          'Les Echos',
          'La start-up française H lève 220 millions de dollars',
          'Fondée par Charles Kantor et des anciens de DeepMind, la jeune pousse n’a que quelques mois d’existence.',
        ],
        [
          '2024-05-21T09:10Z',
          'Le Figaro',
          'Intelligence artificielle : 220 millions pour H, nouvel espoir tricolore',
          'Bernard Arnault, Xavier Niel, Amazon et Eric Schmidt participent à ce tour d’amorçage hors norme.',
        ],
        [
          '2024-05-22T08:00Z',
          'Siècle Digital',
          'Qui est H, l’ex-Holistic AI qui réalise une levée de fonds record ?',
          'La société parisienne développe des agents capables d’exécuter des tâches et séduit déjà les milliardaires.',
        ],
      ],
    },
    {
      about: 'Mistral raises money',
      tellings: [
        [
          '2024-06-11T16:20Z',
          'Le Monde',
          'Mistral AI lève 600 millions d’euros',
          'La pépite française de l’intelligence artificielle est désormais valorisée près de 6 milliards d’euros.',
        ],
        [
          '2024-06-11T18:05Z',
          'La Tribune',
          'Mistral devient l’une des start-up les mieux valorisées d’Europe',
          'General Catalyst mène ce tour de table de 600 millions, composé de capital et de dette.',
        ],
      ],
    },
  ],
  singles: [
    [
      '2024-05-12T20:30Z',
      'BFM Tech',
      'Amazon annonce 1,2 milliard d’euros d’investissement en France',
      'À la veille de Choose France, le groupe promet 3.000 emplois et veut développer son cloud pour l’IA générative.',
    ],
    [
      '2024-05-14T18:40Z',
      'Le Monde',
      'Google intègre l’IA générative à son moteur de recherche',
      'Lors de sa conférence annuelle, le groupe californien a lancé AI Overviews aux États-Unis et amélioré Gemini.',
    ],
    [
      '2024-05-17T17:10Z',
      'Numerama',
      'Un autre départ chez OpenAI : Jan Leike dénonce le manque de sécurité',
      'Le responsable du superalignement estime que l’entreprise privilégie les produits brillants.',
    ],
    [
      '2024-05-20T18:00Z',
      '01net',
      'Microsoft dévoile les PC Copilot+',
      'Ces ordinateurs dotés d’une puce dédiée à l’intelligence artificielle se souviendront de tout ce que vous faites.',
    ],
    [
      '2024-05-27T06:30Z',
      'Les Echos',
      'xAI, la start-up d’Elon Musk, lève 6 milliards de dollars',
      'Le concurrent d’OpenAI est valorisé 24 milliards après ce tour de table.',
    ],
    [
      '2024-05-29T14:30Z',
      'L’Usine Digitale',
      'Mistral AI lance Codestral, un modèle pour les développeurs',
      'La start-up parisienne propose une IA générative capable d’écrire du code dans plus de 80 langages.',
    ],
  ],
};
