import type { Catalogue } from './catalogue.ts';

export const es = {
  commands: {
    news: {
      name: 'noticias',
      description: 'Las noticias de IA más candentes, o una búsqueda entre todas',
      options: {
        topic: { name: 'tema', description: 'Noticias de un tema y de sus subtemas' },
        query: { name: 'buscar', description: 'Palabras del titular, del extracto o del nombre del medio' },
        provider: { name: 'medio', description: 'Noticias de un solo medio' },
        since: { name: 'periodo', description: 'Cuánto tiempo atrás (por defecto: todo)' },
        sort: {
          name: 'orden',
          description: 'Qué va primero (por defecto: más candentes; al buscar: más relevantes)',
        },
        private: { name: 'privado', description: 'Mostrarte la respuesta solo a ti' },
      },
    },
    related: {
      name: 'cobertura',
      description: 'Otros artículos sobre una noticia y noticias sobre el mismo tema',
      options: {
        story: {
          name: 'noticia',
          description:
            'Un titular, o el enlace de un mensaje o artículo. Vacío: la última noticia de este canal',
        },
      },
    },
    why: {
      name: 'por-qué',
      description: 'Por qué una noticia se publicó aquí o no',
      options: {
        story: {
          name: 'noticia',
          description:
            'Un titular o un enlace. Vacío: la última ronda aquí (para quien gestiona el servidor)',
        },
      },
    },
    topics: { name: 'temas', description: 'Todos los temas, con sus noticias de los últimos 7 días' },
    help: { name: 'ayuda', description: 'Qué puedes hacer aquí' },
    feed: {
      name: 'feed',
      description: 'Configura qué noticias recibe este servidor, dónde y cuándo',
      add: { name: 'crear', description: 'Publicar noticias en un canal' },
      preview: {
        name: 'vista-previa',
        description: 'Qué habría publicado un feed hace poco y qué publicará',
      },
      edit: { name: 'editar', description: 'Cambiar un feed; si solo indicas el canal, con un formulario' },
      pause: { name: 'pausar', description: 'No publicar nada en un canal hasta que lo reanudes' },
      resume: { name: 'reanudar', description: 'Volver a publicar en un canal' },
      remove: { name: 'eliminar', description: 'Eliminar un feed; lo que publicó se queda' },
      list: {
        name: 'lista',
        description: 'Los feeds del servidor: estado, próxima ronda, última publicación, error',
      },
      post: { name: 'publicar', description: 'Publicar una noticia ahora' },
      options: {
        channel: { name: 'canal', description: 'El canal, foro o hilo que recibe las noticias' },
        topics: { name: 'temas', description: 'Solo estos temas, separados por comas (por defecto: todos)' },
        min_heat: { name: 'impacto-mínimo', description: 'Solo noticias con al menos este impacto' },
        schedule: { name: 'horario', description: 'Cuándo publicar (por defecto: cada 30 minutos)' },
        cron: { name: 'cron', description: 'Tu propio horario: cinco campos, p. ej. 0 8,18 * * 1-5' },
        timezone: { name: 'zona-horaria', description: 'Del horario, del día y de las horas de silencio' },
        per_run: { name: 'tope-por-ronda', description: 'Máximo de noticias de una vez' },
        per_day: { name: 'tope-diario', description: 'Máximo de noticias al día' },
        quiet_hours: {
          name: 'horas-de-silencio',
          description: 'Horas sin publicaciones, p. ej. 22:00-07:00 (por defecto: ninguna)',
        },
        mention: {
          name: 'mención',
          description: 'Un rol que mencionar en las noticias candentes (por defecto: ninguno)',
        },
        mention_heat: {
          name: 'impacto-mención',
          description: 'El impacto a partir del cual se menciona el rol (por defecto: 140)',
        },
        style: { name: 'estilo', description: 'Cómo se ve una noticia (por defecto: tarjeta)' },
        thread: {
          name: 'hilo',
          description: 'Abrir un hilo de debate en cada publicación (por defecto: no)',
        },
        exclude_topics: {
          name: 'excluir-temas',
          description: 'Ninguno de estos temas, separados por comas (por defecto: ninguno)',
        },
        exclude_providers: {
          name: 'excluir-medios',
          description: 'Nada de estos medios, separados por comas (por defecto: ninguno)',
        },
        clear: { name: 'quitar', description: 'Quitar un ajuste' },
        story: { name: 'noticia', description: 'La noticia: un titular o un enlace' },
      },
    },
    relatedCoverage: { name: 'Más sobre esta noticia' },
    whyThisStory: { name: '¿Por qué esta noticia?' },
  },

  choices: {
    since: { day: 'últimas 24 horas', week: 'últimos 7 días', month: 'últimos 30 días', all: 'todo' },
    sort: { hot: 'más candentes', new: 'más recientes', best: 'más relevantes' },
    schedule: {
      breaking: 'al momento',
      half_hourly: 'cada 30 minutos',
      hourly: 'cada hora',
      three_daily: 'tres veces al día (9:00, 14:00, 19:00)',
      daily: 'todos los días a las 9:00',
      weekdays: 'de lunes a viernes a las 9:00',
      custom: 'personalizado (escríbelo en cron)',
    },
    style: {
      card: 'tarjeta (imagen, extracto, otros artículos)',
      compact: 'compacto (titular, imagen pequeña)',
      headline: 'titular (una línea de texto)',
    },
    clear: {
      topics: 'temas',
      quiet_hours: 'horas de silencio',
      mention: 'mención',
      exclude_topics: 'temas excluidos',
      exclude_providers: 'medios excluidos',
    },
  },

  card: {
    alsoCoveredBy: 'También lo cuentan',
    more_one: '… y {{count}} más',
    more_many: '… y {{count}} más',
    more_other: '… y {{count}} más',
    heat: 'impacto {{heat}}',
    news: 'noticias',
    readAt: 'Leer en {{provider}}',
    related: 'Más sobre esto',
    relatedCount: 'Más sobre esto ({{count}})',
    takenDown: 'Noticia retirada',
  },

  list: {
    previous: 'Anterior',
    next: 'Siguiente',
    page: 'Página {{page}} de {{pages}}',
    stories_one: '{{count}} noticia',
    stories_many: '{{count}} de noticias',
    stories_other: '{{count}} noticias',
    openStory: 'Abrir una noticia',
  },

  news: {
    hottest: 'Las {{subject}} más candentes',
    newest: 'Las {{subject}} más recientes',
    best: 'Las {{subject}} más relevantes',
    allNews: 'noticias de IA',
    topicNews: 'noticias de {{topic}}',
    words: '«{{query}}»',
    from: 'de {{provider}}',
    last: '{{span}}',
    noStories: 'Todavía no hay noticias. Aparecerán aquí en cuanto la redacción añada la primera.',
    nothing: 'No hay resultados: **{{search}}**.',
    tryTopic: 'Prueba con `/$t(commands.news.name) $t(commands.news.options.topic.name):{{topic}}`.',
    tryTopicOrLonger:
      'Prueba con `/$t(commands.news.name) $t(commands.news.options.topic.name):{{topic}}` o con un periodo más largo: `$t(commands.news.options.since.name): $t(choices.since.all)`.',
    noTopic: 'El tema “{{typed}}” no existe.',
    noProvider: 'El medio “{{typed}}” no existe.',
    nearest: 'Lo más parecido: {{names}}.',
    nothingToChoose: 'Todavía no hay noticias.',
    nameIsGone: 'Ese tema o medio ya no existe. Vuelve a pedirlo con `/$t(commands.news.name)`.',
  },

  story: {
    notOurs: 'Ese mensaje no es una de mis noticias. Abre el menú de una tarjeta que haya publicado yo.',
    isGone: 'Esa noticia ya no está disponible.',
    noMatch: 'Ninguna noticia coincide con “{{typed}}”. Elige una de la lista mientras escribes.',
    noneHere:
      'Este canal todavía no tiene ninguna noticia publicada. Indica una: `/$t(commands.related.name) $t(commands.related.options.story.name):`',
  },

  related: {
    title: 'Más sobre esta noticia ({{count}})',
    of: 'Otros artículos sobre {{story}}',
    none: 'Aún no conozco otros artículos sobre {{story}}.',
    similar: 'Noticias sobre el mismo tema',
  },

  why: {
    title: 'Por qué esta noticia',
    picked:
      'Elegida el {{when}} como {{place}} de las noticias candidatas: impacto {{heat}}, puntuación {{hotness}}.',
    hottest: 'la más candente',
    rank: 'la número {{rank}}',
    rule: 'Regla aplicada: tema {{topic}}, impacto mínimo {{minHeat}}.',
    ruleOfAll: 'Regla aplicada: todos los temas, impacto mínimo {{minHeat}}.',
    paused: 'Por ahora no se publica nada aquí: {{reason}}.',
    postedBy:
      'Publicada el {{when}} por {{member}} con `/$t(commands.feed.name) $t(commands.feed.post.name)`.',
    removed: 'Se publicó aquí y luego su mensaje se eliminó en Discord; no se volverá a publicar.',
    refused: 'No se publicó aquí: Discord rechazó su mensaje ({{reason}}).',
    noFeed: 'No se publicó aquí: este canal no recibe publicaciones automáticas.',
    due: 'Todavía sin publicar: es la número {{rank}} y le toca en la próxima ronda.',
    not: 'No se publicó aquí: {{reason}}.',
    heat: 'Impacto {{heat}}. Salió {{when}}. Puntuación actual: {{hotness}}.',
    medianHeat:
      'Impacto {{heat}} (a falta de uno propio, la mediana de la colección). Salió {{when}}. Puntuación actual: {{hotness}}.',
    number: '{{value, number(minimumFractionDigits: 1; maximumFractionDigits: 1)}}',
    almostZero: 'casi 0',
    toldByOne: 'Lo cuenta {{outlet}}.',
    toldByMany: 'Lo cuentan {{count}} medios: {{outlets}}.',
    posted: 'Publicada el {{when}}.',
    postedAndEdited: 'Publicada el {{when}}, editada {{edited}}.',
    onlyAdmins:
      'Indica una noticia: `/$t(commands.why.name) $t(commands.why.options.story.name):`. Lo que eligió toda una ronda solo lo ve quien gestiona el servidor.',
    noRun: 'Desde que arranqué, ninguna ronda ha buscado noticias para este canal.',
    lastRun: 'La última ronda aquí',
    counts: '{{when}} – noticias revisadas: {{looked}}, elegidas: {{picked}}.',
    pick: '{{rank}}. {{story}} · puntuación {{hotness}}',
    refusedTitle: 'Descartadas',
    reasons: {
      'already-posted': 'ya se publicó aquí',
      'refused-by-discord': 'Discord no acepta su mensaje',
      'not-yet-published': 'su fecha de publicación está en el futuro',
      'too-old': 'es demasiado antigua para este canal',
      'too-cold': 'tiene poco impacto para este canal',
      'off-topic': 'ninguno de sus temas es de este canal',
      'excluded-topic': 'uno de sus temas está excluido aquí',
      'excluded-provider': 'su medio está excluido aquí',
      'before-feed': 'ya era candente cuando empezó este feed, que solo publica lo que surge después',
      'event-already-posted': 'ya se publicó aquí la noticia de otro medio sobre el mismo suceso',
      'hotter-story-of-event-picked': 'va antes una noticia más candente sobre el mismo suceso',
      'provider-limit': 'van antes otras noticias de su medio',
      'run-limit': 'van antes noticias más candentes; sigue siendo candidata',
      'day-limit': 'se alcanzó el máximo del día; sigue siendo candidata',
    },
  },

  topics: {
    title: 'Temas',
    explain: 'Noticias de los últimos 7 días, con las de los subtemas incluidas.',
    none: 'Todavía no hay temas: la redacción tiene que escribir `topics.yaml`.',
  },

  help: {
    title: 'Heatline: noticias de IA, las más candentes primero',
    members: 'Para todo el mundo',
    news: '`/$t(commands.news.name)`: las noticias más candentes del momento; afina con `$t(commands.news.options.topic.name)`, `$t(commands.news.options.query.name)`, `$t(commands.news.options.provider.name)`, `$t(commands.news.options.since.name)`, `$t(commands.news.options.sort.name)`',
    related:
      '`/$t(commands.related.name)`: otros artículos sobre una noticia y noticias sobre el mismo tema; también en *Aplicaciones → $t(commands.relatedCoverage.name)*, en el menú de una publicación',
    why: '`/$t(commands.why.name)`: por qué una noticia se publicó o no; también en *Aplicaciones → $t(commands.whyThisStory.name)*',
    topics: '`/$t(commands.topics.name)`: todos los temas',
    admins: 'Para quien gestiona el servidor',
    feedAdd:
      '`/$t(commands.feed.name) $t(commands.feed.add.name)`: publicar noticias en un canal; al final verás una vista previa',
    feedList:
      '`/$t(commands.feed.name) $t(commands.feed.list.name)`, `$t(commands.feed.preview.name)`, `$t(commands.feed.edit.name)`, `$t(commands.feed.pause.name)`, `$t(commands.feed.resume.name)`, `$t(commands.feed.remove.name)`: gestionar tus feeds',
    feedPost: '`/$t(commands.feed.name) $t(commands.feed.post.name)`: publicar una noticia ahora',
    feedsHere_one: 'Se publican noticias en {{count}} canal de este servidor: {{channels}}.',
    feedsHere_many: 'Se publican noticias en {{count}} de canales de este servidor: {{channels}}.',
    feedsHere_other: 'Se publican noticias en {{count}} canales de este servidor: {{channels}}.',
    noFeeds: 'Ningún canal de este servidor recibe noticias todavía.',
    welcome:
      '¡Gracias por invitarme! Si gestionas este servidor, escribe `/$t(commands.feed.name) $t(commands.feed.add.name)` para elegir un canal y ver enseguida qué recibirá; todo el mundo puede probar `/$t(commands.news.name)`.',
  },

  feed: {
    added: 'A partir de ahora se publican noticias en {{channel}}.',
    changed: 'Feed de {{channel}} actualizado.',
    unchanged: 'No hay nada que cambiar: el feed de {{channel}} ya está así.',
    paused:
      'En pausa: no se publica nada en {{channel}} hasta que uses `/$t(commands.feed.name) $t(commands.feed.resume.name)`.',
    pausedAlready: 'El feed de {{channel}} ya está en pausa.',
    resumed: 'Seguimos: se vuelven a publicar noticias en {{channel}}.',
    notPaused: 'El feed de {{channel}} no está en pausa.',
    askRemove: '¿Eliminar el feed de {{channel}}? Lo que publicó se queda.',
    remove: 'Eliminar',
    keep: 'Conservar',
    removed: 'Feed de {{channel}} eliminado. Lo que publicó se queda.',
    kept: 'El feed de {{channel}} sigue activo.',
    posted: 'Publicada: {{message}}',
    notPosted: 'No publicada: {{reason}}',
    notSure: 'Discord no respondió. Si la noticia no aparece en un minuto, inténtalo de nuevo.',
    form: {
      title: 'Feed',
      topics: 'Temas, separados por comas (vacío: todos)',
      minHeat: 'Impacto mínimo',
      schedule: 'Horario',
      timezone: 'Zona horaria',
      quietHours: 'Horas de silencio (vacío: ninguna)',
    },
    tags: {
      missing_one: 'El foro no tiene una etiqueta para este tema: {{tags}}.',
      missing_many: 'El foro no tiene etiquetas para estos temas: {{tags}}.',
      missing_other: 'El foro no tiene etiquetas para estos temas: {{tags}}.',
      create: 'Crear las etiquetas',
      created: 'El foro tiene ahora estas etiquetas: {{tags}}.',
      mayNot: 'Para crearlas necesito el permiso *{{permission}}*.',
      required:
        'En este foro, cada publicación necesita una etiqueta. Si no hay ninguna para los temas de una noticia, recibe **{{tag}}**.',
    },
    errors: {
      onlyAdmins: 'Esto es para quienes pueden gestionar el servidor (*{{permission}}*).',
      onlyInServers: 'Los feeds se configuran en un servidor, no en un mensaje directo.',
      noFeed:
        'Ningún feed publica en {{channel}}. Crea uno: `/$t(commands.feed.name) $t(commands.feed.add.name)`.',
      noFeeds:
        'Este servidor aún no tiene feeds. Crea uno: `/$t(commands.feed.name) $t(commands.feed.add.name)`.',
      exists:
        'Ya hay un feed que publica en {{channel}}. Cámbialo: `/$t(commands.feed.name) $t(commands.feed.edit.name)`.',
      isEnvironment:
        'Ya publico en {{channel}} según los ajustes de quien me aloja; se cambian allí, no aquí.',
      tooMany_one: 'Este servidor tiene {{count}} feed y no puede tener más. Elimínalo primero.',
      tooMany_many: 'Este servidor tiene {{count}} de feeds y no puede tener más. Elimina uno primero.',
      tooMany_other: 'Este servidor tiene {{count}} feeds y no puede tener más. Elimina uno primero.',
      wrongChannel:
        'No puedo publicar en {{channel}}: elige un canal de texto o de anuncios, un foro o un hilo.',
      missingPermissions: 'En {{channel}} necesito antes estos permisos:',
      permission: '**{{permission}}** {{purpose}}',
      requiredTagMissing:
        'En este foro, cada publicación necesita una etiqueta, y no hay ninguna. Crea antes una en los ajustes del canal.',
      noTopic: '`{{option}}`: el tema “{{typed}}” no existe. Lo más parecido: {{names}}.',
      noProvider: '`{{option}}`: el medio “{{typed}}” no existe. Lo más parecido: {{names}}.',
      cron: '`{{option}}`: “{{typed}}” no es un horario. Escribe cinco campos (minuto, hora, día, mes, día de la semana), p. ej. `0 8,18 * * 1-5`.',
      cronMissing:
        'Un horario personalizado necesita sus cinco campos en `{{option}}`, p. ej. `0 8,18 * * 1-5`.',
      timezone:
        '`{{option}}`: “{{typed}}” no es una zona horaria. Elige una de la lista mientras escribes, p. ej. Europe/Madrid.',
      quietHours: '`{{option}}`: “{{typed}}” no es un intervalo de horas. Escríbelo así: 22:00-07:00.',
      number: '`{{option}}`: {{typed}} no es un número entero de {{least}} a {{most}}.',
      mentionHeatAlone: '`{{option}}` necesita un rol que mencionar; elige también uno en `{{role}}`.',
      everyone: 'Las noticias nunca mencionan a @everyone. Elige otro rol.',
      threadHere: '`{{option}}`: en un foro o un hilo, una publicación no abre su propio hilo.',
      alreadyPosted: 'Esa noticia ya está en {{channel}}: {{message}}',
      formIsOld: 'Este formulario es de un feed que ya no existe.',
    },
    obstacle: {
      'no-channel': 'el canal ya no existe o no estoy en su servidor',
      'wrong-type': 'no puedo publicar en ese tipo de canal',
      'missing-permissions': 'me falta: {{permissions}}',
      refused: 'Discord lo rechazó: {{reason}}',
    },
    cannotPost:
      'No puedo publicar noticias en {{channel}}: {{reason}}. En cuanto se arregle, sigo por mi cuenta.',
    summary: {
      topics: 'Temas: {{topics}}',
      allTopics: 'Temas: todos',
      excluding: 'excepto {{names}}',
      heat: 'Impacto: desde {{heat}}',
      schedule: 'Horario: {{schedule}}, {{timezone}}',
      budget: 'Máximo: {{perRun}} de una vez, {{perDay}} al día',
      quietHours: 'Horas de silencio: {{hours}}',
      mention: 'Menciona a {{role}} desde un impacto de {{heat}}',
      style: 'Estilo: {{style}}',
      thread: 'Abre un hilo en cada publicación',
      lostTopics: '⚠️ Ya no es un tema: {{topics}}',
    },
    preview: {
      title: 'Vista previa del feed de {{channel}}',
      past_one: 'Los últimos 7 días: {{count}} noticia',
      past_many: 'Los últimos 7 días: {{count}} de noticias',
      past_other: 'Los últimos 7 días: {{count}} noticias',
      next_one: 'Las próximas 24 horas, por ahora: {{count}} noticia',
      next_many: 'Las próximas 24 horas, por ahora: {{count}} de noticias',
      next_other: 'Las próximas 24 horas, por ahora: {{count}} noticias',
      nothingPast: 'Nada. Prueba a excluir menos temas, elegir más o bajar el impacto mínimo.',
      nothingNext: 'Nada todavía. No dejan de llegar noticias nuevas.',
      more_one: '… y {{count}} más',
      more_many: '… y {{count}} más',
      more_other: '… y {{count}} más',
      firstCard: 'Así se ve una publicación:',
      firstPosts: 'Así se verá la primera publicación:',
    },
    list: {
      title: 'Feeds de este servidor',
      running: '🟢 próxima ronda {{when}}',
      breaking: '🟢 al momento',
      pausedBy: '⏸️ en pausa por {{member}}',
      stopped: '🔴 {{reason}}',
      lastPost: 'última publicación {{when}}',
      noPost: 'sin publicaciones todavía',
      environment: 'configurado por quien me aloja',
    },
  },

  permissions: {
    ViewChannel: { name: 'Ver canal', purpose: 'para poder verlo' },
    SendMessages: { name: 'Enviar mensajes', purpose: 'para publicar' },
    SendMessagesInThreads: { name: 'Enviar mensajes en hilos', purpose: 'para publicar en un hilo' },
    EmbedLinks: { name: 'Insertar enlaces', purpose: 'para mostrar las noticias como tarjetas' },
    ReadMessageHistory: {
      name: 'Leer el historial de mensajes',
      purpose: 'para comprobar tras un fallo que nada se publique dos veces',
    },
    CreatePublicThreads: {
      name: 'Crear hilos públicos',
      purpose: 'para abrir un hilo en cada publicación',
    },
    MentionEveryone: {
      name: 'Mencionar @everyone, @here y todos los roles',
      purpose: 'para mencionar un rol que no todo el mundo puede mencionar',
    },
    ManageThreads: { name: 'Gestionar hilos', purpose: 'para usar las etiquetas reservadas a moderadores' },
    ManageChannels: { name: 'Gestionar canales', purpose: 'para crear las etiquetas del foro' },
    ManageGuild: { name: 'Gestionar servidor', purpose: 'para configurar los feeds' },
  },

  errors: {
    unknownCommand: 'Este comando ya no existe. Recarga Discord para ver los actuales.',
    oldButton:
      'Este botón es de una versión anterior. Vuelve a pedirlo con `/$t(commands.news.name)` o `/$t(commands.related.name)`.',
    bug: 'Algo falló por mi parte, no por la tuya. Inténtalo más tarde; si sigue igual, pasa esta referencia a los admins del servidor: `{{reference}}`',
    formTooLate: 'El formulario no se pudo abrir a tiempo. Inténtalo de nuevo.',
  },
} as const satisfies Catalogue<'one' | 'many' | 'other'>;
