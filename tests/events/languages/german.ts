import type { LabelledStories } from './telling.ts';

export const GERMAN: LabelledStories = {
  events: [
    {
      about: 'Aleph Alpha raises money',
      tellings: [
        [
          '2023-11-06T09:10Z',
          'Handelsblatt',
          'Aleph Alpha sammelt mehr als 500 Millionen Dollar ein',
          'Das Heidelberger KI-Start-up holt sich frisches Kapital bei Bosch, SAP und der Schwarz-Gruppe.',
        ],
        [
          '2023-11-06T11:45Z',
          'Tagesschau',
          'KI-Firma aus Heidelberg bekommt halbe Milliarde von Investoren',
          'Mit Aleph Alpha soll Deutschland bei künstlicher Intelligenz unabhängiger von den USA werden, sagt Wirtschaftsminister Habeck.',
        ],
        [
          '2023-11-07T07:30Z',
          't3n',
          'Bosch, SAP, Lidl-Konzern: Wer jetzt bei Aleph Alpha einsteigt',
          'Gründer Jonas Andrulis hat in der jüngsten Finanzierungsrunde eine der größten Summen der deutschen Start-up-Geschichte erhalten.',
        ],
      ],
    },
    {
      about: 'OpenAI dismisses Altman',
      tellings: [
        [
          '2023-11-17T21:05Z',
          'Spiegel',
          'OpenAI trennt sich überraschend von Chef Sam Altman',
          'Der Verwaltungsrat der Firma hinter ChatGPT wirft ihm mangelnde Offenheit vor, Technikchefin Mira Murati übernimmt vorläufig.',
        ],
        [
          '2023-11-17T22:20Z',
          'heise online',
          'ChatGPT-Macher feuern ihren CEO',
          'Sam Altman habe nicht durchgehend ehrlich mit dem Aufsichtsgremium kommuniziert, teilte OpenAI am Freitag mit.',
        ],
        [
          '2023-11-18T06:40Z',
          'Süddeutsche Zeitung',
          'Altman muss gehen: Machtkampf an der Spitze von OpenAI',
          'Nach dem Rauswurf des Mitgründers verlässt auch Greg Brockman das Unternehmen aus San Francisco.',
        ],
      ],
    },
    {
      about: 'Altman returns to OpenAI',
      tellings: [
        [
          '2023-11-22T06:35Z',
          'Zeit Online',
          'Sam Altman kehrt als Chef zu OpenAI zurück',
          'Das KI-Unternehmen hat sich mit ihm grundsätzlich geeinigt und bekommt einen neuen Verwaltungsrat.',
        ],
        [
          '2023-11-22T08:15Z',
          'Golem',
          'Rolle rückwärts bei OpenAI: Entlassener CEO ist wieder da',
          'Im neu besetzten Board sitzen Bret Taylor, Larry Summers und Adam D’Angelo, Altman führt die Firma weiter.',
        ],
      ],
    },
    {
      about: 'Google shows Gemini',
      tellings: [
        [
          '2023-12-06T15:25Z',
          'heise online',
          'Google stellt Gemini vor: KI-Modell in drei Größen',
          'Ultra, Pro und Nano sollen mit Text, Bildern und Ton umgehen können, Bard nutzt ab sofort die mittlere Variante.',
        ],
        [
          '2023-12-06T17:00Z',
          'FAZ',
          'Mit Gemini will Google an OpenAI vorbeiziehen',
          'Der Suchmaschinenkonzern hat sein bisher leistungsfähigstes Sprachmodell präsentiert, das GPT-4 in vielen Tests schlagen soll.',
        ],
        [
          '2023-12-07T08:50Z',
          'Der Standard',
          'Googles Antwort auf GPT-4 ist da',
          'Das neue multimodale Modell namens Gemini kommt zuerst in den Chatbot Bard und auf das Pixel 8 Pro.',
        ],
      ],
    },
    {
      about: 'the deal on the AI Act',
      tellings: [
        [
          '2023-12-08T23:10Z',
          'Tagesschau',
          'EU einigt sich auf Regeln für künstliche Intelligenz',
          'Nach tagelangen Verhandlungen haben sich Parlament und Mitgliedstaaten auf das weltweit erste umfassende KI-Gesetz verständigt.',
        ],
        [
          '2023-12-09T08:30Z',
          'Zeit Online',
          'AI Act: Durchbruch nach Marathonsitzung in Brüssel',
          'Unterhändler der Europäischen Union fanden in der Nacht einen Kompromiss zu Gesichtserkennung und Sprachmodellen.',
        ],
      ],
    },
    {
      about: 'Mistral raises money',
      tellings: [
        [
          '2023-12-11T07:20Z',
          'Handelsblatt',
          'Mistral AI erhält 385 Millionen Euro',
          'Das Pariser KI-Start-up wird in der Finanzierungsrunde unter Führung von Andreessen Horowitz mit rund zwei Milliarden Dollar bewertet.',
        ],
        [
          '2023-12-11T10:05Z',
          'Golem',
          'Französischer OpenAI-Konkurrent ist zwei Milliarden wert',
          'Nur wenige Monate nach der Gründung bekommt Mistral erneut Geld von US-Investoren.',
        ],
      ],
    },
  ],
  singles: [
    [
      '2023-11-06T19:40Z',
      'Golem',
      'OpenAI kündigt GPT-4 Turbo und eigene Chatbots für alle an',
      'Auf seiner ersten Entwicklerkonferenz in San Francisco zeigte Sam Altman ein günstigeres Modell mit größerem Kontext.',
    ],
    [
      '2023-11-20T09:00Z',
      'FAZ',
      'Altman wechselt zu Microsoft',
      'Konzernchef Satya Nadella holt den geschassten OpenAI-Gründer, er soll ein neues Forschungsteam für künstliche Intelligenz leiten.',
    ],
    [
      '2023-11-20T15:15Z',
      'Handelsblatt',
      'Deutschland, Frankreich und Italien einig bei KI-Regulierung',
      'In einem gemeinsamen Papier sprechen sich die drei Länder beim AI Act für Selbstregulierung von Basismodellen aus.',
    ],
    [
      '2023-12-08T12:30Z',
      'Spiegel',
      'Google hat bei Gemini-Video getrickst',
      'Der beeindruckende Clip zum neuen KI-Modell wurde nachbearbeitet, räumt der Konzern ein.',
    ],
    [
      '2023-12-12T09:25Z',
      'heise online',
      'Mixtral 8x7B: Offenes Sprachmodell von Mistral',
      'Das Modell der Franzosen kombiniert mehrere Experten und soll GPT-3.5 in den meisten Tests erreichen.',
    ],
    [
      '2023-12-13T13:10Z',
      'Tagesschau',
      'Axel Springer und OpenAI vereinbaren Kooperation',
      'ChatGPT darf künftig Artikel von Bild und Welt zusammenfassen, der Verlag bekommt dafür Geld.',
    ],
  ],
};
