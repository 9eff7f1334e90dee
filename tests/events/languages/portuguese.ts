import type { LabelledStories } from './telling.ts';

export const PORTUGUESE: LabelledStories = {
  events: [
    {
      about: 'Nubank buys Hyperplane',
      tellings: [
        [
          '2024-06-26T20:45Z',
          'Brazil Journal',
          'Nubank compra a Hyperplane, startup de inteligência artificial',
          'Fundada por brasileiros no Vale do Silício, a empresa cria modelos de IA para bancos; o valor não foi revelado.',
        ],
        [
          '2024-06-27T10:30Z',
          'InfoMoney',
          'Nu anuncia aquisição de empresa de IA do Vale do Silício',
          'O banco digital de David Vélez quer usar a tecnologia da Hyperplane para personalizar produtos.',
        ],
      ],
    },
    {
      about: 'the authority stops training at Meta',
      tellings: [
        [
          '2024-07-02T12:20Z',
          'G1',
          'ANPD manda Meta suspender uso de dados de brasileiros para treinar IA',
          'Medida preventiva atinge Instagram e Facebook e prevê multa diária de R$ 50 mil.',
        ],
        [
          '2024-07-02T13:05Z',
          'Tecnoblog',
          'Governo proíbe Meta de usar posts do Facebook e do Instagram em inteligência artificial',
          'Autoridade de proteção de dados vê risco de dano grave aos usuários na nova política de privacidade.',
        ],
        [
          '2024-07-03T09:15Z',
          'Folha de S.Paulo',
          'Brasil barra treino de IA com fotos e textos de redes sociais',
          'Dona do WhatsApp diz estar desapontada com a decisão da ANPD e fala em retrocesso para a inovação.',
        ],
      ],
    },
    {
      about: 'Meta turns off generative AI in Brazil',
      tellings: [
        [
          '2024-07-17T21:40Z',
          'Valor Econômico',
          'Meta suspende recursos de IA generativa no Brasil',
          'Empresa diz que decidiu desligar as ferramentas enquanto conversa com a autoridade de dados.',
        ],
        [
          '2024-07-18T11:00Z',
          'Olhar Digital',
          'WhatsApp fica sem figurinhas criadas por inteligência artificial no Brasil',
          'A companhia de Mark Zuckerberg retirou as funções generativas do ar após o impasse com a ANPD.',
        ],
      ],
    },
    {
      about: 'the CrowdStrike outage',
      tellings: [
        [
          '2024-07-19T09:50Z',
          'G1',
          'Apagão cibernético global afeta voos, bancos e hospitais',
          'Falha em atualização da CrowdStrike derrubou computadores com Windows em vários países.',
        ],
        [
          '2024-07-19T12:10Z',
          'Público',
          'CrowdStrike: atualização com erro provoca caos informático em todo o mundo',
          'Aeroportos cancelaram centenas de voos e milhões de ecrãs ficaram azuis.',
        ],
        [
          '2024-07-19T14:30Z',
          'Canaltech',
          'Tela azul no Windows: entenda o que causou a pane mundial',
          'Empresa de segurança cibernética admite defeito e diz que não se trata de ataque hacker.',
        ],
      ],
    },
    {
      about: 'Meta releases Llama 3.1',
      tellings: [
        [
          '2024-07-23T15:30Z',
          'Exame',
          'Meta lança Llama 3.1, seu maior modelo de IA aberta',
          'Com 405 bilhões de parâmetros, a versão mais potente rivaliza com o GPT-4o, diz a companhia.',
        ],
        [
          '2024-07-23T18:05Z',
          'Tecnoblog',
          'Llama 3.1 405B chega com suporte ao português',
          'Mark Zuckerberg defende o código aberto e compara seu novo modelo ao Linux.',
        ],
        [
          '2024-07-24T08:20Z',
          'Observador',
          'Zuckerberg apresenta modelo gratuito para fazer frente à OpenAI',
          'A dona do Facebook afirma que o novo Llama iguala os melhores sistemas fechados de inteligência artificial.',
        ],
      ],
    },
    {
      about: 'the national AI plan of Brazil',
      tellings: [
        [
          '2024-07-30T14:15Z',
          'Folha de S.Paulo',
          'Lula recebe plano de inteligência artificial de R$ 23 bilhões',
          'Proposta entregue em Brasília prevê supercomputador entre os cinco mais potentes do mundo.',
        ],
        [
          '2024-07-30T17:20Z',
          'Convergência Digital',
          'Plano brasileiro de IA prevê investimento de R$ 23 bi até 2028',
          'Texto foi apresentado pela ministra Luciana Santos na conferência nacional de ciência e tecnologia.',
        ],
      ],
    },
  ],
  singles: [
    [
      '2024-07-10T19:00Z',
      'Convergência Digital',
      'ANPD nega recurso da Meta e mantém veto a treino de IA',
      'Autoridade deu mais cinco dias úteis para a empresa provar que cumpriu a decisão.',
    ],
    [
      '2024-07-18T16:45Z',
      'Canaltech',
      'OpenAI lança GPT-4o mini, modelo mais barato',
      'A versão compacta substitui o GPT-3.5 no ChatGPT e custa bem menos para desenvolvedores.',
    ],
    [
      '2024-07-18T13:20Z',
      'Observador',
      'Meta não vai lançar próximos modelos de IA na União Europeia',
      'A dona do Facebook queixa-se de regras imprevisíveis e deixa de fora o Llama multimodal.',
    ],
    [
      '2024-07-24T17:10Z',
      'Exame',
      'CrowdStrike oferece vale de US$ 10 a parceiros como pedido de desculpas',
      'Cupom do Uber Eats enviado após o apagão gerou piadas, e alguns nem funcionaram.',
    ],
    [
      '2024-07-24T18:30Z',
      'Olhar Digital',
      'Mistral apresenta Large 2, modelo aberto com 123 bilhões de parâmetros',
      'Startup francesa afirma que sua IA rivaliza com o Llama 3.1 405B em código e matemática.',
    ],
    [
      '2024-07-25T19:40Z',
      'Folha de S.Paulo',
      'OpenAI testa buscador próprio e desafia Google',
      'O SearchGPT responde com inteligência artificial e mostra links das fontes.',
    ],
  ],
};
