import type { Catalogue } from './catalogue.ts';

export const ptBR = {
  commands: {
    news: {
      name: 'notícias',
      description: 'As notícias de IA mais quentes, ou uma busca em todas elas',
      options: {
        topic: { name: 'assunto', description: 'Notícias de um assunto e dos subassuntos dele' },
        query: { name: 'busca', description: 'Palavras do título, do trecho ou da fonte' },
        provider: { name: 'fonte', description: 'Notícias de uma só fonte' },
        since: { name: 'período', description: 'De quanto tempo atrás (padrão: tudo)' },
        sort: {
          name: 'ordem',
          description: 'O que vem primeiro (padrão: mais quentes; com busca: mais relevantes)',
        },
        private: { name: 'privado', description: 'Mostrar a resposta só para mim' },
      },
    },
    related: {
      name: 'relacionadas',
      description: 'Outras coberturas de uma notícia e notícias sobre o mesmo assunto',
      options: {
        story: {
          name: 'notícia',
          description: 'Um título, ou o link da mensagem ou do artigo. Vazio: a mais recente deste canal',
        },
      },
    },
    why: {
      name: 'motivo',
      description: 'Por que uma notícia foi postada aqui, ou não foi',
      options: {
        story: {
          name: 'notícia',
          description: 'Um título ou link. Vazio: a última rodada daqui (para quem gerencia o servidor)',
        },
      },
    },
    topics: { name: 'assuntos', description: 'Todos os assuntos, com as notícias dos últimos 7 dias' },
    help: { name: 'ajuda', description: 'O que você pode fazer aqui' },
    feed: {
      name: 'feed',
      description: 'Defina quais notícias este servidor recebe, onde e quando',
      add: { name: 'adicionar', description: 'Poste notícias em um canal' },
      preview: {
        name: 'prévia',
        description: 'O que um feed teria postado nos últimos dias e o que vem por aí',
      },
      edit: { name: 'editar', description: 'Altere um feed; só com o canal, abre um formulário' },
      pause: { name: 'pausar', description: 'Pare de postar em um canal até você retomar' },
      resume: { name: 'retomar', description: 'Volte a postar em um canal' },
      remove: { name: 'remover', description: 'Remova um feed; o que ele postou continua lá' },
      list: {
        name: 'listar',
        description: 'Os feeds deste servidor: estado, próxima rodada, último post e erro',
      },
      post: { name: 'postar', description: 'Poste uma notícia agora' },
      options: {
        channel: { name: 'canal', description: 'O canal, fórum ou tópico que recebe as notícias' },
        topics: { name: 'assuntos', description: 'Só estes assuntos, separados por vírgula (padrão: todos)' },
        min_heat: { name: 'repercussão_mínima', description: 'Só notícias com pelo menos essa repercussão' },
        schedule: { name: 'agendamento', description: 'Quando postar (padrão: a cada 30 minutos)' },
        cron: { name: 'cron', description: 'Seu próprio agendamento: cinco campos, ex.: 0 8,18 * * 1-5' },
        timezone: { name: 'fuso_horário', description: 'Vale para o agendamento, o dia e o silêncio' },
        per_run: { name: 'por_rodada', description: 'Máximo de notícias por vez' },
        per_day: { name: 'por_dia', description: 'Máximo de notícias por dia' },
        quiet_hours: {
          name: 'silêncio',
          description: 'Nada é postado nesse horário, ex.: 22:00-07:00 (padrão: nenhum)',
        },
        mention: { name: 'menção', description: 'Cargo que as notícias quentes mencionam (padrão: nenhum)' },
        mention_heat: {
          name: 'repercussão_menção',
          description: 'Repercussão a partir da qual o cargo é mencionado (padrão: 140)',
        },
        style: { name: 'estilo', description: 'A aparência das notícias (padrão: cartão)' },
        thread: { name: 'tópico', description: 'Abrir um tópico de conversa em cada post (padrão: não)' },
        exclude_topics: {
          name: 'ignorar_assuntos',
          description: 'Nada destes assuntos, separados por vírgula (padrão: nenhum)',
        },
        exclude_providers: {
          name: 'ignorar_fontes',
          description: 'Nada destas fontes, separadas por vírgula (padrão: nenhuma)',
        },
        clear: { name: 'limpar', description: 'Limpar uma configuração' },
        story: { name: 'notícia', description: 'A notícia a postar: um título ou link' },
      },
    },
    relatedCoverage: { name: 'Notícias relacionadas' },
    whyThisStory: { name: 'Por que esta notícia?' },
  },

  choices: {
    since: { day: '24 horas', week: '7 dias', month: '30 dias', all: 'tudo' },
    sort: { hot: 'mais quentes', new: 'mais recentes', best: 'mais relevantes' },
    schedule: {
      breaking: 'assim que a notícia sai',
      half_hourly: 'a cada 30 minutos',
      hourly: 'a cada hora',
      three_daily: 'três vezes ao dia (9h, 14h e 19h)',
      daily: 'todos os dias às 9h',
      weekdays: 'de segunda a sexta às 9h',
      custom: 'personalizado (escreva em cron)',
    },
    style: {
      card: 'cartão: imagem, trecho, outras coberturas',
      compact: 'compacto: título, imagem pequena',
      headline: 'título: uma linha de texto',
    },
    clear: {
      topics: 'assuntos',
      quiet_hours: 'horário de silêncio',
      mention: 'menção',
      exclude_topics: 'assuntos ignorados',
      exclude_providers: 'fontes ignoradas',
    },
  },

  card: {
    alsoCoveredBy: 'Também saiu em',
    more_one: '… e mais {{count}}',
    more_many: '… e mais {{count}}',
    more_other: '… e mais {{count}}',
    heat: 'repercussão {{heat}}',
    news: 'notícias',
    readAt: 'Ler em {{provider}}',
    related: 'Relacionadas',
    relatedCount: 'Relacionadas ({{count}})',
    takenDown: 'Notícia removida',
  },

  list: {
    previous: 'Anterior',
    next: 'Próxima',
    page: 'Página {{page}} de {{pages}}',
    stories_one: '{{count}} notícia',
    stories_many: '{{count}} de notícias',
    stories_other: '{{count}} notícias',
    openStory: 'Abrir uma notícia',
  },

  news: {
    hottest: '{{subject}}: mais quentes',
    newest: '{{subject}}: mais recentes',
    best: '{{subject}}: mais relevantes',
    allNews: 'Notícias de IA',
    topicNews: 'Notícias sobre {{topic}}',
    words: '“{{query}}”',
    from: 'fonte: {{provider}}',
    last: 'período: {{span}}',
    noStories: 'Ainda não há notícias. Elas aparecem aqui assim que a equipe editorial adicionar a primeira.',
    nothing: 'Nada encontrado para **{{search}}**.',
    tryTopic: 'Tente `/$t(commands.news.name) $t(commands.news.options.topic.name):{{topic}}`.',
    tryTopicOrLonger:
      'Tente `/$t(commands.news.name) $t(commands.news.options.topic.name):{{topic}}`, ou um período maior com `$t(commands.news.options.since.name): $t(choices.since.all)`.',
    noTopic: 'O assunto “{{typed}}” não existe.',
    noProvider: 'A fonte “{{typed}}” não existe.',
    nearest: 'Mais parecidos: {{names}}.',
    nothingToChoose: 'Ainda não há notícias.',
    nameIsGone: 'Esse assunto ou fonte não existe mais. Busque de novo com `/$t(commands.news.name)`.',
  },

  story: {
    notOurs: 'Essa mensagem não é uma notícia minha. Abra o menu de um cartão de notícia que eu postei.',
    isGone: 'Essa notícia foi removida.',
    noMatch: 'Nenhuma notícia corresponde a “{{typed}}”. Escolha uma da lista enquanto digita.',
    noneHere:
      'Nenhuma notícia foi postada neste canal ainda. Indique uma: `/$t(commands.related.name) $t(commands.related.options.story.name):`',
  },

  related: {
    title: 'Notícias relacionadas ({{count}})',
    of: 'Outras coberturas de {{story}}',
    none: 'Ainda não há outras coberturas de {{story}}.',
    similar: 'Notícias sobre o mesmo assunto',
  },

  why: {
    title: 'Por que esta notícia',
    picked:
      'Escolhida em {{when}} como {{place}} entre as notícias elegíveis: repercussão {{heat}}, temperatura {{hotness}}.',
    hottest: 'a mais quente',
    rank: 'a {{rank}}ª mais quente',
    rule: 'Regra aplicada: assunto {{topic}}, repercussão mínima {{minHeat}}.',
    ruleOfAll: 'Regra aplicada: todos os assuntos, repercussão mínima {{minHeat}}.',
    paused: 'No momento, nada é postado aqui: {{reason}}.',
    postedBy:
      'Postada em {{when}} por {{member}}, com `/$t(commands.feed.name) $t(commands.feed.post.name)`.',
    removed: 'Foi postada aqui, mas a mensagem foi excluída no Discord; ela não será postada de novo.',
    refused: 'Não foi postada aqui: o Discord recusou a mensagem ({{reason}}).',
    noFeed: 'Não foi postada aqui: este canal não recebe posts automáticos.',
    due: 'Ainda não foi postada: é a nº {{rank}} da fila e sai na próxima rodada.',
    not: 'Não foi postada aqui: {{reason}}.',
    heat: 'Repercussão {{heat}}, publicada {{when}}; temperatura agora: {{hotness}}.',
    medianHeat:
      'Repercussão {{heat}} (sem valor próprio: é a mediana do acervo), publicada {{when}}; temperatura agora: {{hotness}}.',
    number: '{{value, number(minimumFractionDigits: 1; maximumFractionDigits: 1)}}',
    almostZero: 'quase 0',
    toldByOne: 'Noticiada por {{outlet}}.',
    toldByMany: 'Noticiada por {{count}} fontes: {{outlets}}.',
    posted: 'Postada em {{when}}.',
    postedAndEdited: 'Postada em {{when}}, editada {{edited}}.',
    onlyAdmins:
      'Indique uma notícia: `/$t(commands.why.name) $t(commands.why.options.story.name):`. O resultado de uma rodada inteira é só para quem gerencia o servidor.',
    noRun: 'Desde que entrei no ar, nenhuma rodada procurou notícias para este canal.',
    lastRun: 'A última rodada daqui',
    counts: '{{when}}: notícias analisadas: {{looked}}, escolhidas: {{picked}}.',
    pick: '{{rank}}. {{story}} · temperatura {{hotness}}',
    refusedTitle: 'Recusadas',
    reasons: {
      'already-posted': 'já foi postada aqui',
      'refused-by-discord': 'o Discord não aceita a mensagem dela',
      'not-yet-published': 'a data de publicação ainda não chegou',
      'too-old': 'é mais antiga do que este canal aceita',
      'too-cold': 'a repercussão dela está abaixo do mínimo deste canal',
      'off-topic': 'nenhum dos assuntos dela é deste canal',
      'excluded-topic': 'um dos assuntos dela é ignorado neste canal',
      'excluded-provider': 'a fonte dela é ignorada neste canal',
      'before-feed': 'já estava quente quando este feed começou, e só é postado o que surge a partir daí',
      'event-already-posted': 'a notícia de outra fonte sobre o mesmo acontecimento já foi postada aqui',
      'hotter-story-of-event-picked': 'uma notícia mais quente sobre o mesmo acontecimento vai primeiro',
      'provider-limit': 'outras notícias da mesma fonte vão primeiro',
      'run-limit': 'notícias mais quentes vão primeiro; ela continua elegível',
      'day-limit': 'o limite do dia foi atingido; ela continua elegível',
    },
  },

  topics: {
    title: 'Assuntos',
    explain: 'Notícias dos últimos 7 dias, incluindo as dos subassuntos.',
    none: 'Ainda não há lista de assuntos: a equipe editorial precisa escrever o `topics.yaml`.',
  },

  help: {
    title: 'Heatline: notícias de IA, as mais quentes primeiro',
    members: 'Para todo mundo',
    news: '`/$t(commands.news.name)`: as notícias mais quentes do momento; refine com `$t(commands.news.options.topic.name)`, `$t(commands.news.options.query.name)`, `$t(commands.news.options.provider.name)`, `$t(commands.news.options.since.name)`, `$t(commands.news.options.sort.name)`',
    related:
      '`/$t(commands.related.name)`: outras coberturas de uma notícia e notícias sobre o mesmo assunto; também em *Apps → $t(commands.relatedCoverage.name)* no menu de um post',
    why: '`/$t(commands.why.name)`: por que uma notícia foi postada, ou não foi; também em *Apps → $t(commands.whyThisStory.name)*',
    topics: '`/$t(commands.topics.name)`: todos os assuntos',
    admins: 'Para quem gerencia o servidor',
    feedAdd:
      '`/$t(commands.feed.name) $t(commands.feed.add.name)`: poste notícias em um canal; no fim, você vê uma prévia',
    feedList:
      '`/$t(commands.feed.name) $t(commands.feed.list.name)`, `$t(commands.feed.preview.name)`, `$t(commands.feed.edit.name)`, `$t(commands.feed.pause.name)`, `$t(commands.feed.resume.name)`, `$t(commands.feed.remove.name)`: cuide dos seus feeds',
    feedPost: '`/$t(commands.feed.name) $t(commands.feed.post.name)`: poste uma notícia agora',
    feedsHere_one: 'As notícias são postadas em {{count}} canal deste servidor: {{channels}}.',
    feedsHere_many: 'As notícias são postadas em {{count}} de canais deste servidor: {{channels}}.',
    feedsHere_other: 'As notícias são postadas em {{count}} canais deste servidor: {{channels}}.',
    noFeeds: 'Nenhum canal deste servidor recebe notícias ainda.',
    welcome:
      'Valeu por me adicionar! Quem gerencia este servidor pode digitar `/$t(commands.feed.name) $t(commands.feed.add.name)` para escolher um canal e ver na hora o que ele vai receber; todo mundo pode testar `/$t(commands.news.name)`.',
  },

  feed: {
    added: 'A partir de agora, as notícias serão postadas em {{channel}}.',
    changed: 'O feed de {{channel}} foi alterado.',
    unchanged: 'Nada a alterar: o feed de {{channel}} já está assim.',
    paused:
      'Pausado: nada será postado em {{channel}} até você usar `/$t(commands.feed.name) $t(commands.feed.resume.name)`.',
    pausedAlready: 'O feed de {{channel}} já está pausado.',
    resumed: 'Retomado: as notícias voltam a ser postadas em {{channel}}.',
    notPaused: 'O feed de {{channel}} não está pausado.',
    askRemove: 'Remover o feed de {{channel}}? O que ele postou continua lá.',
    remove: 'Remover',
    keep: 'Manter',
    removed: 'O feed de {{channel}} foi removido. O que ele postou continua lá.',
    kept: 'O feed de {{channel}} continua.',
    posted: 'Postada: {{message}}',
    notPosted: 'Não foi postada: {{reason}}',
    notSure: 'O Discord não respondeu. Se a notícia não aparecer em um minuto, tente de novo.',
    form: {
      title: 'Feed',
      topics: 'Assuntos separados por vírgula (vazio: todos)',
      minHeat: 'Repercussão mínima',
      schedule: 'Agendamento',
      timezone: 'Fuso horário',
      quietHours: 'Horário de silêncio (vazio: nenhum)',
    },
    tags: {
      missing_one: 'O fórum não tem uma tag para este assunto: {{tags}}.',
      missing_many: 'O fórum não tem tags para estes assuntos: {{tags}}.',
      missing_other: 'O fórum não tem tags para estes assuntos: {{tags}}.',
      create: 'Criar as tags',
      created: 'Agora o fórum tem estas tags: {{tags}}.',
      mayNot: 'Para criar tags, preciso da permissão *{{permission}}*.',
      required:
        'Todo post deste fórum precisa de uma tag. Uma notícia cujos assuntos não têm tag recebe **{{tag}}**.',
    },
    errors: {
      onlyAdmins: 'Isto é só para quem pode gerenciar o servidor (*{{permission}}*).',
      onlyInServers: 'Os feeds são configurados em um servidor, não em mensagens diretas.',
      noFeed:
        'Não há nenhum feed em {{channel}}. Adicione um: `/$t(commands.feed.name) $t(commands.feed.add.name)`.',
      noFeeds:
        'Este servidor ainda não tem feeds. Adicione um: `/$t(commands.feed.name) $t(commands.feed.add.name)`.',
      exists:
        'Já existe um feed em {{channel}}. Para alterar: `/$t(commands.feed.name) $t(commands.feed.edit.name)`.',
      isEnvironment:
        '{{channel}} já recebe notícias pelas configurações de quem me hospeda; a alteração é feita lá, não aqui.',
      tooMany_one: 'Este servidor tem {{count}} feed e não pode ter mais. Remova um antes.',
      tooMany_many: 'Este servidor tem {{count}} de feeds e não pode ter mais. Remova um antes.',
      tooMany_other: 'Este servidor tem {{count}} feeds e não pode ter mais. Remova um antes.',
      wrongChannel:
        'Não consigo postar em {{channel}}: escolha um canal de texto ou de anúncios, um fórum ou um tópico.',
      missingPermissions: 'Em {{channel}}, primeiro preciso destas permissões:',
      permission: '**{{permission}}** {{purpose}}',
      requiredTagMissing:
        'Todo post deste fórum precisa de uma tag, mas ele não tem nenhuma. Primeiro, crie uma nas configurações do canal.',
      noTopic: '`{{option}}`: o assunto “{{typed}}” não existe. Mais parecidos: {{names}}.',
      noProvider: '`{{option}}`: a fonte “{{typed}}” não existe. Mais parecidas: {{names}}.',
      cron: '`{{option}}`: “{{typed}}” não é um agendamento válido. Escreva cinco campos (minuto, hora, dia, mês, dia da semana), ex.: `0 8,18 * * 1-5`.',
      cronMissing:
        'Um agendamento personalizado precisa dos cinco campos em `{{option}}`, ex.: `0 8,18 * * 1-5`.',
      timezone:
        '`{{option}}`: “{{typed}}” não é um fuso horário. Escolha um da lista enquanto digita, ex.: America/Sao_Paulo.',
      quietHours: '`{{option}}`: “{{typed}}” não é um intervalo de horas. Escreva assim: 22:00-07:00.',
      number: '`{{option}}`: {{typed}} não é um número inteiro de {{least}} a {{most}}.',
      mentionHeatAlone: '`{{option}}` precisa de um cargo para mencionar; escolha um também em `{{role}}`.',
      everyone: 'As notícias não mencionam @everyone. Escolha outro cargo.',
      threadHere: '`{{option}}`: um post em fórum ou tópico não abre um tópico próprio.',
      alreadyPosted: 'Essa notícia já está em {{channel}}: {{message}}',
      formIsOld: 'Este formulário é de um feed que já foi removido.',
    },
    obstacle: {
      'no-channel': 'o canal não existe mais, ou não estou no servidor dele',
      'wrong-type': 'é um canal que não aceita posts',
      'missing-permissions': 'falta permissão ({{permissions}})',
      refused: 'o Discord recusou ({{reason}})',
    },
    cannotPost:
      'Não consigo postar notícias em {{channel}}: {{reason}}. Assim que isso for resolvido, volto a postar automaticamente.',
    summary: {
      topics: 'Assuntos: {{topics}}',
      allTopics: 'Assuntos: todos',
      excluding: 'exceto {{names}}',
      heat: 'Repercussão: a partir de {{heat}}',
      schedule: 'Agendamento: {{schedule}}, {{timezone}}',
      budget: 'No máximo {{perRun}} por vez, {{perDay}} por dia',
      quietHours: 'Horário de silêncio: {{hours}}',
      mention: 'Menciona {{role}} com repercussão a partir de {{heat}}',
      style: 'Estilo: {{style}}',
      thread: 'Abre um tópico em cada post',
      lostTopics: '⚠️ Assuntos que não existem mais: {{topics}}',
    },
    preview: {
      title: 'Prévia do feed de {{channel}}',
      past_one: 'Últimos 7 dias: {{count}} notícia',
      past_many: 'Últimos 7 dias: {{count}} de notícias',
      past_other: 'Últimos 7 dias: {{count}} notícias',
      next_one: 'Próximas 24 horas, pelo que já se sabe: {{count}} notícia',
      next_many: 'Próximas 24 horas, pelo que já se sabe: {{count}} de notícias',
      next_other: 'Próximas 24 horas, pelo que já se sabe: {{count}} notícias',
      nothingPast:
        'Nada. Tente ignorar menos assuntos, escolher mais assuntos ou baixar a repercussão mínima.',
      nothingNext: 'Nada ainda. Chegam notícias novas o tempo todo.',
      more_one: '… e mais {{count}}',
      more_many: '… e mais {{count}}',
      more_other: '… e mais {{count}}',
      firstCard: 'É assim que um post aparece:',
      firstPosts: 'É assim que o primeiro post vai aparecer:',
    },
    list: {
      title: 'Feeds deste servidor',
      running: '🟢 próxima rodada {{when}}',
      breaking: '🟢 assim que a notícia sai',
      pausedBy: '⏸️ pausado por {{member}}',
      stopped: '🔴 {{reason}}',
      lastPost: 'último post {{when}}',
      noPost: 'nenhum post ainda',
      environment: 'definido por quem me hospeda',
    },
  },

  permissions: {
    ViewChannel: { name: 'Ver canal', purpose: 'para ter acesso ao canal' },
    SendMessages: { name: 'Enviar mensagens', purpose: 'para postar' },
    SendMessagesInThreads: { name: 'Enviar mensagens em tópicos', purpose: 'para postar em um tópico' },
    EmbedLinks: { name: 'Inserir links', purpose: 'para mostrar as notícias como cartões' },
    ReadMessageHistory: {
      name: 'Ver histórico de mensagens',
      purpose: 'para garantir, depois de uma queda, que nada seja postado duas vezes',
    },
    CreatePublicThreads: { name: 'Criar tópicos públicos', purpose: 'para abrir um tópico em cada post' },
    MentionEveryone: {
      name: 'Mencionar @everyone, @here e todos os cargos',
      purpose: 'para mencionar um cargo que nem todo mundo pode mencionar',
    },
    ManageThreads: { name: 'Gerenciar tópicos', purpose: 'para usar as tags reservadas a moderadores' },
    ManageChannels: { name: 'Gerenciar canais', purpose: 'para criar as tags do fórum' },
    ManageGuild: { name: 'Gerenciar servidor', purpose: 'para configurar feeds' },
  },

  errors: {
    unknownCommand: 'Este comando não existe mais. Recarregue o Discord para ver os comandos atuais.',
    oldButton:
      'Este botão é de uma versão antiga. Busque de novo com `/$t(commands.news.name)` ou `/$t(commands.related.name)`.',
    bug: 'Algo deu errado por aqui, e não foi culpa sua. Tente de novo daqui a pouco; se continuar, passe esta referência para a administração do servidor: `{{reference}}`',
    formTooLate: 'Não deu para abrir o formulário a tempo. Tente de novo.',
  },
} as const satisfies Catalogue<'one' | 'many' | 'other'>;
