import type { Catalogue } from './catalogue.ts';

export const fr = {
  commands: {
    news: {
      name: 'actus',
      description: 'Les actus IA les plus chaudes, ou une recherche dans toutes les actus',
      options: {
        topic: { name: 'thème', description: 'Les actus d’un thème et de ses sous-thèmes' },
        query: { name: 'recherche', description: 'Des mots du titre, de l’extrait ou du nom du média' },
        provider: { name: 'média', description: 'Les actus d’un seul média' },
        since: { name: 'période', description: 'Jusqu’où remonter (par défaut : tout)' },
        sort: {
          name: 'tri',
          description: 'L’ordre des actus (par défaut : plus chaudes ; en recherche : plus pertinentes)',
        },
        private: { name: 'privé', description: 'Afficher la réponse pour vous seulement' },
      },
    },
    related: {
      name: 'autres-articles',
      description: 'D’autres articles sur la même actu et des actus sur le même sujet',
      options: {
        story: {
          name: 'actu',
          description:
            'Un titre, ou le lien d’un message ou d’un article. Vide : la dernière actu de ce salon',
        },
      },
    },
    why: {
      name: 'pourquoi',
      description: 'Pourquoi une actu a été publiée ici, ou non',
      options: {
        story: {
          name: 'actu',
          description: 'Un titre ou un lien. Vide : le dernier passage ici (pour qui gère le serveur)',
        },
      },
    },
    topics: { name: 'thèmes', description: 'Tous les thèmes, avec leurs actus des 7 derniers jours' },
    help: { name: 'aide', description: 'Ce que vous pouvez faire ici' },
    feed: {
      name: 'flux',
      description: 'Choisir les actus que reçoit ce serveur, où et quand',
      add: { name: 'ajouter', description: 'Publier des actus dans un salon' },
      preview: { name: 'aperçu', description: 'Ce qu’un flux aurait publié récemment, et publiera bientôt' },
      edit: { name: 'modifier', description: 'Modifier un flux ; avec le salon seul, par formulaire' },
      pause: { name: 'pause', description: 'Ne plus rien publier dans un salon jusqu’à la reprise' },
      resume: { name: 'reprendre', description: 'Reprendre la publication dans un salon' },
      remove: { name: 'supprimer', description: 'Supprimer un flux ; ce qu’il a publié reste' },
      list: {
        name: 'liste',
        description: 'Les flux du serveur : état, prochain passage, dernière publication, erreur',
      },
      post: { name: 'publier', description: 'Publier une actu maintenant' },
      options: {
        channel: { name: 'salon', description: 'Le salon, le forum ou le fil qui reçoit les actus' },
        topics: {
          name: 'thèmes',
          description: 'Ces thèmes seulement, séparés par des virgules (par défaut : tous)',
        },
        min_heat: { name: 'buzz-min', description: 'Seulement les actus avec au moins ce buzz' },
        schedule: { name: 'horaires', description: 'Quand publier (par défaut : toutes les 30 minutes)' },
        cron: { name: 'cron', description: 'Vos propres horaires : cinq champs, p. ex. 0 8,18 * * 1-5' },
        timezone: { name: 'fuseau', description: 'Pour les horaires, le jour et les heures calmes' },
        per_run: { name: 'max-par-passage', description: 'Nombre maximum d’actus à la fois' },
        per_day: { name: 'max-par-jour', description: 'Nombre maximum d’actus par jour' },
        quiet_hours: {
          name: 'heures-calmes',
          description: 'Heures sans publication, p. ex. 22:00-07:00 (par défaut : aucune)',
        },
        mention: {
          name: 'mention',
          description: 'Un rôle à mentionner pour les actus chaudes (par défaut : aucun)',
        },
        mention_heat: {
          name: 'mention-buzz',
          description: 'Le buzz à partir duquel mentionner le rôle (par défaut : 140)',
        },
        style: { name: 'style', description: 'L’aspect d’une actu (par défaut : carte)' },
        thread: {
          name: 'fil',
          description: 'Ouvrir un fil de discussion sous chaque publication (par défaut : non)',
        },
        exclude_topics: {
          name: 'exclure-thèmes',
          description: 'Aucun de ces thèmes, séparés par des virgules (par défaut : aucun)',
        },
        exclude_providers: {
          name: 'exclure-médias',
          description: 'Rien de ces médias, séparés par des virgules (par défaut : aucun)',
        },
        clear: { name: 'effacer', description: 'Effacer un réglage' },
        story: { name: 'actu', description: 'L’actu à publier : un titre ou un lien' },
      },
    },
    relatedCoverage: { name: 'Autres articles' },
    whyThisStory: { name: 'Pourquoi cette actu ?' },
  },

  choices: {
    since: { day: '24 dernières heures', week: '7 derniers jours', month: '30 derniers jours', all: 'tout' },
    sort: { hot: 'les plus chaudes', new: 'les plus récentes', best: 'les plus pertinentes' },
    schedule: {
      breaking: 'dès que ça tombe',
      half_hourly: 'toutes les 30 minutes',
      hourly: 'toutes les heures',
      three_daily: 'trois fois par jour (9 h, 14 h, 19 h)',
      daily: 'tous les jours à 9 h',
      weekdays: 'en semaine à 9 h',
      custom: 'personnalisés (à écrire dans cron)',
    },
    style: {
      card: 'carte (image, extrait, autres articles)',
      compact: 'compact (titre, petite image)',
      headline: 'titre (une ligne de texte)',
    },
    clear: {
      topics: 'thèmes',
      quiet_hours: 'heures calmes',
      mention: 'mention',
      exclude_topics: 'thèmes exclus',
      exclude_providers: 'médias exclus',
    },
  },

  card: {
    alsoCoveredBy: 'Ils en parlent aussi',
    more_one: '… et {{count}} autre',
    more_many: '… et {{count}} d’autres',
    more_other: '… et {{count}} autres',
    heat: 'buzz {{heat}}',
    news: 'actu',
    readAt: 'Lire sur {{provider}}',
    related: 'Autres articles',
    relatedCount: 'Autres articles ({{count}})',
    takenDown: 'Actu retirée',
  },

  list: {
    previous: 'Précédent',
    next: 'Suivant',
    page: 'Page {{page}} sur {{pages}}',
    stories_one: '{{count}} actu',
    stories_many: '{{count}} d’actus',
    stories_other: '{{count}} actus',
    openStory: 'Ouvrir une actu',
  },

  news: {
    hottest: 'Les {{subject}} les plus chaudes',
    newest: 'Les {{subject}} les plus récentes',
    best: 'Les {{subject}} les plus pertinentes',
    allNews: 'actus IA',
    topicNews: 'actus {{topic}}',
    words: '« {{query}} »',
    from: 'chez {{provider}}',
    last: '{{span}}',
    noStories:
      'Il n’y a pas encore d’actus. Elles apparaîtront ici dès que la rédaction ajoutera la première.',
    nothing: 'Aucun résultat : **{{search}}**.',
    tryTopic: 'Essayez `/$t(commands.news.name) $t(commands.news.options.topic.name):{{topic}}`.',
    tryTopicOrLonger:
      'Essayez `/$t(commands.news.name) $t(commands.news.options.topic.name):{{topic}}`, ou une période plus longue avec `$t(commands.news.options.since.name): $t(choices.since.all)`.',
    noTopic: 'Le thème « {{typed}} » n’existe pas.',
    noProvider: 'Le média « {{typed}} » n’existe pas.',
    nearest: 'Les plus proches : {{names}}.',
    nothingToChoose: 'Il n’y a pas encore d’actus.',
    nameIsGone: 'Ce thème ou ce média n’existe plus. Refaites la demande avec `/$t(commands.news.name)`.',
  },

  story: {
    notOurs: 'Ce message n’est pas une de mes actus. Ouvrez le menu d’une carte que j’ai publiée.',
    isGone: 'Cette actu a été retirée.',
    noMatch: 'Aucune actu ne correspond à « {{typed}} ». Choisissez-en une dans la liste pendant la saisie.',
    noneHere:
      'Aucune actu n’a encore été publiée dans ce salon. Indiquez-en une : `/$t(commands.related.name) $t(commands.related.options.story.name):`',
  },

  related: {
    title: 'Autres articles ({{count}})',
    of: 'D’autres articles sur {{story}}',
    none: 'Pas encore d’autre article connu sur {{story}}.',
    similar: 'Actus sur le même sujet',
  },

  why: {
    title: 'Pourquoi cette actu',
    picked: 'Choisie le {{when}}, {{place}} des actus candidates : buzz {{heat}}, score {{hotness}}.',
    hottest: 'la plus chaude',
    rank: 'n° {{rank}}',
    rule: 'Règle appliquée : thème {{topic}}, buzz d’au moins {{minHeat}}.',
    ruleOfAll: 'Règle appliquée : tous les thèmes, buzz d’au moins {{minHeat}}.',
    paused: 'Rien n’est publié ici en ce moment : {{reason}}.',
    postedBy:
      'Publiée le {{when}} par {{member}}, avec `/$t(commands.feed.name) $t(commands.feed.post.name)`.',
    removed: 'Publiée ici, puis son message a été supprimé dans Discord ; elle ne sera pas republiée.',
    refused: 'Pas publiée ici : Discord a refusé son message ({{reason}}).',
    noFeed: 'Pas publiée ici : ce salon ne reçoit pas de publications automatiques.',
    due: 'Pas encore publiée : elle est n° {{rank}}, et prévue au prochain passage.',
    not: 'Pas publiée ici : {{reason}}.',
    heat: 'Buzz {{heat}}, parue {{when}} ; score actuel : {{hotness}}.',
    medianHeat:
      'Buzz {{heat}} (faute de valeur propre, la médiane de la collection), parue {{when}} ; score actuel : {{hotness}}.',
    number: '{{value, number(minimumFractionDigits: 1; maximumFractionDigits: 1)}}',
    almostZero: 'presque 0',
    toldByOne: 'Traitée par {{outlet}}.',
    toldByMany: 'Traitée par {{count}} médias : {{outlets}}.',
    posted: 'Publiée le {{when}}.',
    postedAndEdited: 'Publiée le {{when}}, modifiée {{edited}}.',
    onlyAdmins:
      'Indiquez une actu : `/$t(commands.why.name) $t(commands.why.options.story.name):`. Les choix de tout un passage sont réservés aux membres qui gèrent le serveur.',
    noRun: 'Aucun passage n’a cherché d’actus pour ce salon depuis mon démarrage.',
    lastRun: 'Le dernier passage ici',
    counts: '{{when}} – actus examinées : {{looked}}, choisies : {{picked}}.',
    pick: '{{rank}}. {{story}} · score {{hotness}}',
    refusedTitle: 'Écartées',
    reasons: {
      'already-posted': 'déjà publiée ici',
      'refused-by-discord': 'Discord n’accepte pas son message',
      'not-yet-published': 'pas encore parue',
      'too-old': 'trop ancienne pour ce salon',
      'too-cold': 'pas assez de buzz pour ce salon',
      'off-topic': 'aucun de ses thèmes n’est suivi dans ce salon',
      'excluded-topic': 'un de ses thèmes est exclu ici',
      'excluded-provider': 'son média est exclu ici',
      'before-feed': 'déjà chaude au départ de ce flux, qui ne publie que ce qui tombe ensuite',
      'event-already-posted': 'l’actu d’un autre média sur le même événement a été publiée ici',
      'hotter-story-of-event-picked': 'une actu plus chaude sur le même événement passe avant',
      'provider-limit': 'd’autres actus de son média passent avant',
      'run-limit': 'des actus plus chaudes passent avant ; elle reste candidate',
      'day-limit': 'le quota du jour est atteint ; elle reste candidate',
    },
  },

  topics: {
    title: 'Thèmes',
    explain: 'Les actus des 7 derniers jours, sous-thèmes compris.',
    none: 'Il n’y a pas encore de thèmes : la rédaction doit d’abord écrire `topics.yaml`.',
  },

  help: {
    title: 'Heatline : les actus IA, les plus chaudes d’abord',
    members: 'Pour tout le monde',
    news: '`/$t(commands.news.name)` : les actus les plus chaudes du moment ; affinez avec `$t(commands.news.options.topic.name)`, `$t(commands.news.options.query.name)`, `$t(commands.news.options.provider.name)`, `$t(commands.news.options.since.name)`, `$t(commands.news.options.sort.name)`',
    related:
      '`/$t(commands.related.name)` : d’autres articles sur la même actu et des actus sur le même sujet ; aussi par *Applications → $t(commands.relatedCoverage.name)* dans le menu d’une publication',
    why: '`/$t(commands.why.name)` : pourquoi une actu a été publiée, ou non ; aussi par *Applications → $t(commands.whyThisStory.name)*',
    topics: '`/$t(commands.topics.name)` : tous les thèmes',
    admins: 'Pour les membres qui gèrent le serveur',
    feedAdd:
      '`/$t(commands.feed.name) $t(commands.feed.add.name)` : publier des actus dans un salon, avec un aperçu à la fin',
    feedList:
      '`/$t(commands.feed.name) $t(commands.feed.list.name)`, `$t(commands.feed.preview.name)`, `$t(commands.feed.edit.name)`, `$t(commands.feed.pause.name)`, `$t(commands.feed.resume.name)`, `$t(commands.feed.remove.name)` : gérer vos flux',
    feedPost: '`/$t(commands.feed.name) $t(commands.feed.post.name)` : publier une actu maintenant',
    feedsHere_one: 'Des actus sont publiées dans {{count}} salon de ce serveur : {{channels}}.',
    feedsHere_many: 'Des actus sont publiées dans {{count}} de salons de ce serveur : {{channels}}.',
    feedsHere_other: 'Des actus sont publiées dans {{count}} salons de ce serveur : {{channels}}.',
    noFeeds: 'Aucun salon de ce serveur ne reçoit d’actus pour l’instant.',
    welcome:
      'Merci de m’accueillir ! Si vous gérez ce serveur, tapez `/$t(commands.feed.name) $t(commands.feed.add.name)` pour choisir un salon et voir aussitôt ce qu’il recevra ; tout le monde peut essayer `/$t(commands.news.name)`.',
  },

  feed: {
    added: 'Des actus sont désormais publiées dans {{channel}}.',
    changed: 'Le flux de {{channel}} est modifié.',
    unchanged: 'Rien à changer : le flux de {{channel}} est déjà réglé ainsi.',
    paused:
      'En pause : rien n’est publié dans {{channel}} jusqu’à ce que vous tapiez `/$t(commands.feed.name) $t(commands.feed.resume.name)`.',
    pausedAlready: 'Le flux de {{channel}} est déjà en pause.',
    resumed: 'C’est reparti : des actus sont de nouveau publiées dans {{channel}}.',
    notPaused: 'Le flux de {{channel}} n’est pas en pause.',
    askRemove: 'Supprimer le flux de {{channel}} ? Ce qu’il a publié reste.',
    remove: 'Supprimer',
    keep: 'Garder',
    removed: 'Le flux de {{channel}} est supprimé. Ce qu’il a publié reste.',
    kept: 'Le flux de {{channel}} continue.',
    posted: 'Publiée : {{message}}',
    notPosted: 'Pas publiée : {{reason}}',
    notSure: 'Discord n’a pas répondu. Si l’actu n’est pas là dans une minute, réessayez.',
    form: {
      title: 'Flux',
      topics: 'Thèmes séparés par des virgules (vide : tous)',
      minHeat: 'Buzz minimum',
      schedule: 'Horaires',
      timezone: 'Fuseau horaire',
      quietHours: 'Heures calmes (vide : aucune)',
    },
    tags: {
      missing_one: 'Le forum n’a pas de tag pour ce thème : {{tags}}.',
      missing_many: 'Le forum n’a pas de tags pour ces thèmes : {{tags}}.',
      missing_other: 'Le forum n’a pas de tags pour ces thèmes : {{tags}}.',
      create: 'Créer les tags',
      created: 'Le forum a maintenant ces tags : {{tags}}.',
      mayNot: 'Pour les créer, il me faut la permission *{{permission}}*.',
      required:
        'Dans ce forum, chaque post doit avoir un tag. Une actu dont aucun thème n’en a un reçoit **{{tag}}**.',
    },
    errors: {
      onlyAdmins: 'C’est réservé aux membres qui peuvent gérer le serveur (*{{permission}}*).',
      onlyInServers: 'Les flux se configurent sur un serveur, pas en message privé.',
      noFeed:
        'Aucun flux ne publie dans {{channel}}. Ajoutez-en un : `/$t(commands.feed.name) $t(commands.feed.add.name)`.',
      noFeeds:
        'Ce serveur n’a pas encore de flux. Ajoutez-en un : `/$t(commands.feed.name) $t(commands.feed.add.name)`.',
      exists:
        'Un flux publie déjà dans {{channel}}. Modifiez-le : `/$t(commands.feed.name) $t(commands.feed.edit.name)`.',
      isEnvironment:
        'Je publie déjà dans {{channel}} selon les réglages de mon hébergeur ; c’est là qu’ils se modifient, pas ici.',
      tooMany_one: 'Ce serveur a {{count}} flux et ne peut pas en avoir plus. Supprimez-le d’abord.',
      tooMany_many: 'Ce serveur a {{count}} de flux et ne peut pas en avoir plus. Supprimez-en un d’abord.',
      tooMany_other: 'Ce serveur a {{count}} flux et ne peut pas en avoir plus. Supprimez-en un d’abord.',
      wrongChannel:
        'Je ne peux pas publier dans {{channel}} : choisissez un salon textuel ou d’annonces, un forum ou un fil.',
      missingPermissions: 'Dans {{channel}}, il me faut d’abord ces permissions :',
      permission: '**{{permission}}** {{purpose}}',
      requiredTagMissing:
        'Dans ce forum, chaque post doit avoir un tag, et il n’y en a aucun. Créez-en d’abord un dans les paramètres du salon.',
      noTopic: '`{{option}}` : le thème « {{typed}} » n’existe pas. Les plus proches : {{names}}.',
      noProvider: '`{{option}}` : le média « {{typed}} » n’existe pas. Les plus proches : {{names}}.',
      cron: '`{{option}}` : « {{typed}} » n’est pas valide. Écrivez cinq champs (minute, heure, jour, mois, jour de la semaine), p. ex. `0 8,18 * * 1-5`.',
      cronMissing:
        'Des horaires personnalisés s’écrivent en cinq champs dans `{{option}}`, p. ex. `0 8,18 * * 1-5`.',
      timezone:
        '`{{option}}` : « {{typed}} » n’est pas un fuseau horaire. Choisissez-en un dans la liste pendant la saisie, p. ex. Europe/Paris.',
      quietHours: '`{{option}}` : « {{typed}} » n’est pas une plage horaire. Écrivez-la ainsi : 22:00-07:00.',
      number: '`{{option}}` : {{typed}} n’est pas un nombre entier de {{least}} à {{most}}.',
      mentionHeatAlone: '`{{option}}` demande un rôle à mentionner ; choisissez-en aussi un dans `{{role}}`.',
      everyone: 'Les actus ne mentionnent jamais @everyone. Choisissez un autre rôle.',
      threadHere: '`{{option}}` : dans un forum ou un fil, une publication n’ouvre pas de fil à elle.',
      alreadyPosted: 'Cette actu est déjà dans {{channel}} : {{message}}',
      formIsOld: 'Ce formulaire est celui d’un flux qui n’existe plus.',
    },
    obstacle: {
      'no-channel': 'le salon n’existe plus, ou je ne suis pas sur son serveur',
      'wrong-type': 'je ne peux pas publier dans ce type de salon',
      'missing-permissions': 'il me manque : {{permissions}}',
      refused: 'Discord a refusé : {{reason}}',
    },
    cannotPost:
      'Je ne peux pas publier d’actus dans {{channel}} : {{reason}}. Une fois le problème réglé, je reprends tout seul.',
    summary: {
      topics: 'Thèmes : {{topics}}',
      allTopics: 'Thèmes : tous',
      excluding: 'sauf {{names}}',
      heat: 'Buzz : à partir de {{heat}}',
      schedule: 'Horaires : {{schedule}}, {{timezone}}',
      budget: '{{perRun}} au maximum à la fois, {{perDay}} par jour',
      quietHours: 'Heures calmes : {{hours}}',
      mention: 'Mentionne {{role}} à partir d’un buzz de {{heat}}',
      style: 'Style : {{style}}',
      thread: 'Ouvre un fil sous chaque publication',
      lostTopics: '⚠️ N’est plus un thème : {{topics}}',
    },
    preview: {
      title: 'Aperçu du flux de {{channel}}',
      past_one: 'Les 7 derniers jours : {{count}} actu',
      past_many: 'Les 7 derniers jours : {{count}} d’actus',
      past_other: 'Les 7 derniers jours : {{count}} actus',
      next_one: 'Les 24 prochaines heures, en l’état actuel : {{count}} actu',
      next_many: 'Les 24 prochaines heures, en l’état actuel : {{count}} d’actus',
      next_other: 'Les 24 prochaines heures, en l’état actuel : {{count}} actus',
      nothingPast:
        'Rien. Essayez d’exclure moins de thèmes, d’en choisir plus, ou de baisser le buzz minimum.',
      nothingNext: 'Rien encore. De nouvelles actus arrivent sans cesse.',
      more_one: '… et {{count}} autre',
      more_many: '… et {{count}} d’autres',
      more_other: '… et {{count}} autres',
      firstCard: 'Voici à quoi ressemble une publication :',
      firstPosts: 'Voici à quoi ressemblera la première publication :',
    },
    list: {
      title: 'Les flux de ce serveur',
      running: '🟢 prochain passage {{when}}',
      breaking: '🟢 dès que ça tombe',
      pausedBy: '⏸️ mis en pause par {{member}}',
      stopped: '🔴 {{reason}}',
      lastPost: 'dernière publication {{when}}',
      noPost: 'aucune publication',
      environment: 'réglé par mon hébergeur',
    },
  },

  permissions: {
    ViewChannel: { name: 'Voir le salon', purpose: 'pour y accéder' },
    SendMessages: { name: 'Envoyer des messages', purpose: 'pour publier' },
    SendMessagesInThreads: {
      name: 'Envoyer des messages dans les fils',
      purpose: 'pour publier dans un fil',
    },
    EmbedLinks: { name: 'Intégrer des liens', purpose: 'pour afficher les actus sous forme de cartes' },
    ReadMessageHistory: {
      name: 'Voir les anciens messages',
      purpose: 'pour vérifier après un plantage que rien n’est publié deux fois',
    },
    CreatePublicThreads: {
      name: 'Créer des fils publics',
      purpose: 'pour ouvrir un fil sous chaque publication',
    },
    MentionEveryone: {
      name: 'Mentionner @everyone, @here et tous les rôles',
      purpose: 'pour mentionner un rôle que tout le monde ne peut pas mentionner',
    },
    ManageThreads: { name: 'Gérer les fils', purpose: 'pour utiliser les tags réservés aux modérateurs' },
    ManageChannels: { name: 'Gérer les salons', purpose: 'pour créer les tags du forum' },
    ManageGuild: { name: 'Gérer le serveur', purpose: 'pour configurer les flux' },
  },

  errors: {
    unknownCommand: 'Cette commande n’existe plus. Rechargez Discord pour voir les commandes actuelles.',
    oldButton:
      'Ce bouton vient d’une ancienne version. Refaites la demande avec `/$t(commands.news.name)` ou `/$t(commands.related.name)`.',
    bug: 'Un problème est survenu, et vous n’y êtes pour rien. Réessayez plus tard ; si ça continue, donnez cette référence aux admins du serveur : `{{reference}}`',
    formTooLate: 'Le formulaire n’a pas pu s’ouvrir à temps. Réessayez.',
  },
} as const satisfies Catalogue<'one' | 'many' | 'other'>;
