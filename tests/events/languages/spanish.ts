import type { LabelledStories } from './telling.ts';

export const SPANISH: LabelledStories = {
  events: [
    {
      about: 'Microsoft invests in Spain',
      tellings: [
        [
          '2024-02-19T12:40Z',
          'El País',
          'Microsoft invertirá 2.100 millones de dólares en España',
          'La tecnológica cuadruplicará su gasto en inteligencia artificial y nube durante los próximos dos años, según anunció Brad Smith tras verse con Pedro Sánchez.',
        ],
        [
          '2024-02-19T13:25Z',
          'Expansión',
          'El gigante de Redmond cuadruplica su inversión española en IA',
          'Los 1.950 millones de euros de Microsoft se destinarán a centros de datos en Madrid y Aragón.',
        ],
        [
          '2024-02-20T06:15Z',
          'Xataka',
          'Por qué Microsoft apuesta 1.950 millones por España',
          'Su presidente se reunió en La Moncloa con el jefe del Gobierno para presentar el plan de infraestructura de IA.',
        ],
      ],
    },
    {
      about: 'Google pauses images of people in Gemini',
      tellings: [
        [
          '2024-02-22T11:30Z',
          'Hipertextual',
          'Google suspende la creación de imágenes de personas con Gemini',
          'La compañía admite errores históricos después de que su IA dibujara soldados nazis de distintas razas.',
        ],
        [
          '2024-02-22T16:50Z',
          'La Vanguardia',
          'Gemini deja de generar retratos humanos tras la polémica',
          'Google promete una versión mejorada del generador, criticado por sus imágenes inexactas de vikingos y papas.',
        ],
      ],
    },
    {
      about: 'a Spanish language model',
      tellings: [
        [
          '2024-02-25T21:20Z',
          'El Mundo',
          'Sánchez anuncia una inteligencia artificial entrenada en español',
          'El presidente avanzó en la cena de inauguración del Mobile World Congress que el modelo incluirá las lenguas cooficiales.',
        ],
        [
          '2024-02-26T08:00Z',
          'elDiario.es',
          'España tendrá su propio modelo de lenguaje en castellano, catalán, euskera y gallego',
          'El Gobierno desarrollará el sistema fundacional con el Barcelona Supercomputing Center.',
        ],
        [
          '2024-02-26T10:35Z',
          'Genbeta',
          'El ChatGPT español que quiere el Gobierno: qué sabemos',
          'El anuncio de Pedro Sánchez en el MWC abre la puerta a un gran modelo público y transparente.',
        ],
      ],
    },
    {
      about: 'Musk sues OpenAI',
      tellings: [
        [
          '2024-03-01T08:45Z',
          'Infobae',
          'Elon Musk demanda a OpenAI y a Sam Altman',
          'El magnate sostiene que la empresa traicionó su misión sin ánimo de lucro al aliarse con Microsoft.',
        ],
        [
          '2024-03-01T10:10Z',
          'El Confidencial',
          'Musk lleva a los tribunales a los creadores de ChatGPT',
          'La querella, presentada en San Francisco, acusa a Altman y Greg Brockman de romper el acuerdo fundacional.',
        ],
        [
          '2024-03-02T07:00Z',
          'ABC',
          'La guerra entre Musk y Altman acaba ante el juez',
          'El dueño de Tesla, que cofundó OpenAI, exige que vuelva a ser una organización abierta.',
        ],
      ],
    },
    {
      about: 'Spain blocks Worldcoin',
      tellings: [
        [
          '2024-03-06T09:30Z',
          'El País',
          'Protección de Datos prohíbe a Worldcoin escanear el iris en España',
          'La agencia ordena el cese inmediato de la recogida de datos, una medida cautelar que durará hasta tres meses.',
        ],
        [
          '2024-03-06T11:05Z',
          'Xataka',
          'La AEPD bloquea Worldcoin, el proyecto de Sam Altman que paga por tu iris',
          'Unas 400.000 personas habían dejado ya sus datos biométricos en los orbes de la compañía.',
        ],
      ],
    },
    {
      about: 'the European Parliament passes the AI law',
      tellings: [
        [
          '2024-03-13T11:40Z',
          'La Vanguardia',
          'La Eurocámara aprueba la ley de inteligencia artificial',
          'La primera norma del mundo sobre esta tecnología sale adelante con 523 votos a favor.',
        ],
        [
          '2024-03-13T13:15Z',
          'El Confidencial',
          'Luz verde definitiva del Parlamento Europeo al reglamento de IA',
          'Los eurodiputados respaldan en Estrasburgo los límites a la vigilancia biométrica y las obligaciones para modelos como ChatGPT.',
        ],
      ],
    },
  ],
  singles: [
    [
      '2024-02-15T19:30Z',
      'Xataka',
      'OpenAI presenta Sora, una IA que crea vídeos a partir de texto',
      'El modelo genera clips de hasta un minuto, aunque de momento solo lo prueban expertos y artistas.',
    ],
    [
      '2024-02-26T15:10Z',
      'Expansión',
      'Microsoft se alía con la francesa Mistral',
      'La tecnológica toma una pequeña participación y ofrecerá sus modelos de inteligencia artificial en Azure.',
    ],
    [
      '2024-03-04T15:00Z',
      'Hipertextual',
      'Anthropic lanza Claude 3 y asegura que supera a GPT-4',
      'La nueva familia de modelos incluye Haiku, Sonnet y Opus.',
    ],
    [
      '2024-03-06T08:20Z',
      'ABC',
      'OpenAI responde a Musk con sus propios correos',
      'La firma de Altman publica mensajes en los que el empresario aceptaba ganar dinero y proponía unirse a Tesla.',
    ],
    [
      '2024-03-11T12:30Z',
      'elDiario.es',
      'La Audiencia Nacional mantiene el veto a Worldcoin',
      'Los magistrados rechazan el recurso de la empresa porque prevalece la protección de datos de los ciudadanos.',
    ],
    [
      '2024-03-26T13:45Z',
      'La Vanguardia',
      'Portugal suspende a Worldcoin durante 90 días',
      'El regulador luso ordena parar la recogida de datos biométricos de iris ante las quejas de padres de menores.',
    ],
  ],
};
