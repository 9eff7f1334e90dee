import type { Catalogue } from './catalogue.ts';

export const de = {
  commands: {
    news: {
      name: 'news',
      description: 'Die heißesten KI-News oder eine Suche in allen Meldungen',
      options: {
        topic: { name: 'thema', description: 'Meldungen zu einem Thema und seinen Unterthemen' },
        query: { name: 'suche', description: 'Wörter aus Schlagzeile, Auszug oder Name der Quelle' },
        provider: { name: 'quelle', description: 'Meldungen einer einzigen Quelle' },
        since: { name: 'zeitraum', description: 'Wie weit zurück (Standard: alles)' },
        sort: {
          name: 'sortierung',
          description: 'Was zuerst kommt (Standard: heißeste; bei einer Suche: beste Treffer)',
        },
        private: { name: 'privat', description: 'Die Antwort nur dir zeigen' },
      },
    },
    related: {
      name: 'berichte',
      description: 'Weitere Berichte zu einer Meldung und Meldungen zum selben Thema',
      options: {
        story: {
          name: 'meldung',
          description: 'Schlagzeile oder Link (Nachricht, Artikel). Leer: die letzte Meldung in diesem Kanal',
        },
      },
    },
    why: {
      name: 'warum',
      description: 'Warum eine Meldung hier gepostet wurde oder nicht',
      options: {
        story: {
          name: 'meldung',
          description:
            'Schlagzeile oder Link. Leer: der letzte Durchgang hier (für alle, die den Server verwalten)',
        },
      },
    },
    topics: { name: 'themen', description: 'Alle Themen mit ihren Meldungen der letzten 7 Tage' },
    help: { name: 'hilfe', description: 'Was du hier machen kannst' },
    feed: {
      name: 'feed',
      description: 'Leg fest, welche News dieser Server bekommt, wo und wann',
      add: { name: 'hinzufügen', description: 'News in einem Kanal posten' },
      preview: {
        name: 'vorschau',
        description: 'Was ein Feed zuletzt gepostet hätte und als Nächstes postet',
      },
      edit: { name: 'bearbeiten', description: 'Einen Feed ändern; nur mit Kanal: als Formular' },
      pause: { name: 'pausieren', description: 'In einem Kanal nichts posten, bis du den Feed fortsetzt' },
      resume: { name: 'fortsetzen', description: 'In einem Kanal wieder posten' },
      remove: { name: 'entfernen', description: 'Einen Feed entfernen; was er gepostet hat, bleibt' },
      list: {
        name: 'liste',
        description: 'Feeds dieses Servers: Status, nächster Durchgang, letzter Post, Fehler',
      },
      post: { name: 'posten', description: 'Eine Meldung jetzt posten' },
      options: {
        channel: { name: 'kanal', description: 'Kanal, Forum oder Thread für die News' },
        topics: { name: 'themen', description: 'Nur diese Themen, durch Kommas getrennt (Standard: alle)' },
        min_heat: { name: 'min-heat', description: 'Nur Meldungen ab diesem Heat-Wert' },
        schedule: { name: 'zeitplan', description: 'Wann gepostet wird (Standard: alle 30 Minuten)' },
        cron: { name: 'cron', description: 'Eigener Zeitplan: fünf Felder, z. B. 0 8,18 * * 1-5' },
        timezone: { name: 'zeitzone', description: 'Gilt für Zeitplan, Tageslimit und Ruhezeit' },
        per_run: { name: 'max-auf-einmal', description: 'Wie viele Meldungen höchstens auf einmal' },
        per_day: { name: 'max-pro-tag', description: 'Wie viele Meldungen höchstens pro Tag' },
        quiet_hours: {
          name: 'ruhezeit',
          description: 'Zeit ohne Posts, z. B. 22:00-07:00 (Standard: keine)',
        },
        mention: {
          name: 'erwähnung',
          description: 'Rolle, die bei heißen Meldungen erwähnt wird (Standard: keine)',
        },
        mention_heat: {
          name: 'erwähnung-ab',
          description: 'Heat-Wert, ab dem die Rolle erwähnt wird (Standard: 140)',
        },
        style: { name: 'stil', description: 'Wie eine Meldung aussieht (Standard: Karte)' },
        thread: {
          name: 'thread',
          description: 'Unter jedem Post einen Thread zum Diskutieren öffnen (Standard: nein)',
        },
        exclude_topics: {
          name: 'ohne-themen',
          description: 'Diese Themen nicht, durch Kommas getrennt (Standard: keine)',
        },
        exclude_providers: {
          name: 'ohne-quellen',
          description: 'Diese Quellen nicht, durch Kommas getrennt (Standard: keine)',
        },
        clear: { name: 'zurücksetzen', description: 'Eine Einstellung zurücksetzen' },
        story: { name: 'meldung', description: 'Die Meldung: Schlagzeile oder Link' },
      },
    },
    relatedCoverage: { name: 'Weitere Berichte' },
    whyThisStory: { name: 'Warum diese Meldung?' },
  },

  choices: {
    since: { day: 'letzte 24 Stunden', week: 'letzte 7 Tage', month: 'letzte 30 Tage', all: 'alles' },
    sort: { hot: 'heißeste', new: 'neueste', best: 'beste Treffer' },
    schedule: {
      breaking: 'sofort, wenn etwas passiert',
      half_hourly: 'alle 30 Minuten',
      hourly: 'stündlich',
      three_daily: 'dreimal täglich (9:00, 14:00, 19:00 Uhr)',
      daily: 'täglich um 9:00 Uhr',
      weekdays: 'werktags (Mo–Fr) um 9:00 Uhr',
      custom: 'eigener (bei cron eintragen)',
    },
    style: {
      card: 'Karte (Bild, Auszug, weitere Berichte)',
      compact: 'kompakt (Schlagzeile, kleines Bild)',
      headline: 'Schlagzeile (eine Textzeile)',
    },
    clear: {
      topics: 'Themen',
      quiet_hours: 'Ruhezeit',
      mention: 'Erwähnung',
      exclude_topics: 'ausgeschlossene Themen',
      exclude_providers: 'ausgeschlossene Quellen',
    },
  },

  card: {
    alsoCoveredBy: 'Darüber berichten auch',
    more_one: '… und {{count}} weiterer',
    more_other: '… und {{count}} weitere',
    heat: 'Heat {{heat}}',
    news: 'News',
    readAt: 'Lesen bei {{provider}}',
    related: 'Weitere Berichte',
    relatedCount: 'Weitere Berichte ({{count}})',
    takenDown: 'Zurückgezogen',
  },

  list: {
    previous: 'Zurück',
    next: 'Weiter',
    page: 'Seite {{page}} von {{pages}}',
    stories_one: '{{count}} Meldung',
    stories_other: '{{count}} Meldungen',
    openStory: 'Meldung öffnen',
  },

  news: {
    hottest: 'Die heißesten {{subject}}',
    newest: 'Die neuesten {{subject}}',
    best: 'Die passendsten {{subject}}',
    allNews: 'KI-News',
    topicNews: 'News zu {{topic}}',
    words: '„{{query}}“',
    from: 'von {{provider}}',
    last: '{{span}}',
    noStories: 'Es gibt noch keine Meldungen. Sobald die Redaktion die erste hinzufügt, erscheint sie hier.',
    nothing: 'Nichts gefunden: **{{search}}**.',
    tryTopic: 'Versuch es mit `/$t(commands.news.name) $t(commands.news.options.topic.name):{{topic}}`.',
    tryTopicOrLonger:
      'Versuch es mit `/$t(commands.news.name) $t(commands.news.options.topic.name):{{topic}}` oder einem längeren Zeitraum: `$t(commands.news.options.since.name): $t(choices.since.all)`.',
    noTopic: 'Das Thema „{{typed}}“ gibt es nicht.',
    noProvider: 'Die Quelle „{{typed}}“ gibt es nicht.',
    nearest: 'Am nächsten kommen: {{names}}.',
    nothingToChoose: 'Es gibt noch keine Meldungen.',
    nameIsGone:
      'Das Thema oder die Quelle gibt es nicht mehr. Frag noch einmal mit `/$t(commands.news.name)`.',
  },

  story: {
    notOurs:
      'Diese Nachricht ist keine Meldung von mir. Öffne das Menü einer News-Karte, die ich gepostet habe.',
    isGone: 'Diese Meldung wurde zurückgezogen.',
    noMatch: 'Keine Meldung passt zu „{{typed}}“. Wähl beim Tippen eine aus der Liste.',
    noneHere:
      'In diesem Kanal wurde noch keine Meldung gepostet. Nenn eine: `/$t(commands.related.name) $t(commands.related.options.story.name):`',
  },

  related: {
    title: 'Weitere Berichte ({{count}})',
    of: 'Weitere Berichte zu {{story}}',
    none: 'Zu {{story}} sind noch keine weiteren Berichte bekannt.',
    similar: 'Meldungen zum selben Thema',
  },

  why: {
    title: 'Warum diese Meldung',
    picked:
      'Am {{when}} als {{place}} der infrage kommenden Meldungen ausgewählt: Heat {{heat}}, Rangwert {{hotness}}.',
    hottest: 'heißeste',
    rank: 'Nummer {{rank}}',
    rule: 'Zutreffende Regel: Thema {{topic}}, Heat ab {{minHeat}}.',
    ruleOfAll: 'Zutreffende Regel: alle Themen, Heat ab {{minHeat}}.',
    paused: 'Hier wird gerade nichts gepostet: {{reason}}.',
    postedBy:
      'Am {{when}} von {{member}} gepostet, mit `/$t(commands.feed.name) $t(commands.feed.post.name)`.',
    removed:
      'Wurde hier gepostet, dann hat jemand die Nachricht in Discord gelöscht; die Meldung wird nicht noch einmal gepostet.',
    refused: 'Hier nicht gepostet: Discord hat die Nachricht abgelehnt ({{reason}}).',
    noFeed: 'Hier nicht gepostet: Dieser Kanal bekommt keine automatischen Posts.',
    due: 'Noch nicht gepostet: Die Meldung steht auf Platz {{rank}} und ist beim nächsten Durchgang dran.',
    not: 'Hier nicht gepostet: {{reason}}.',
    heat: 'Heat {{heat}}, veröffentlicht {{when}}; Rangwert jetzt: {{hotness}}.',
    medianHeat:
      'Heat {{heat}} (ohne eigenen Wert, daher der Median der Sammlung), veröffentlicht {{when}}; Rangwert jetzt: {{hotness}}.',
    number: '{{value, number(minimumFractionDigits: 1; maximumFractionDigits: 1)}}',
    almostZero: 'fast 0',
    toldByOne: 'Darüber berichtet {{outlet}}.',
    toldByMany: 'Darüber berichten {{count}} Quellen: {{outlets}}.',
    posted: 'Am {{when}} gepostet.',
    postedAndEdited: 'Am {{when}} gepostet, {{edited}} bearbeitet.',
    onlyAdmins:
      'Nenn eine Meldung: `/$t(commands.why.name) $t(commands.why.options.story.name):`. Was ein ganzer Durchgang ausgewählt hat, sehen nur die, die den Server verwalten.',
    noRun: 'Seit meinem Start hat noch kein Durchgang nach Meldungen für diesen Kanal gesucht.',
    lastRun: 'Der letzte Durchgang hier',
    counts: '{{when}} – Meldungen geprüft: {{looked}}, ausgewählt: {{picked}}.',
    pick: '{{rank}}. {{story}} · Rangwert {{hotness}}',
    refusedTitle: 'Nicht ausgewählt',
    reasons: {
      'already-posted': 'schon hier gepostet',
      'refused-by-discord': 'Discord nimmt die Nachricht nicht an',
      'not-yet-published': 'noch nicht erschienen',
      'too-old': 'zu alt für diesen Kanal',
      'too-cold': 'zu wenig Heat für diesen Kanal',
      'off-topic': 'keins der Themen gehört zu diesem Kanal',
      'excluded-topic': 'eins der Themen ist hier ausgeschlossen',
      'excluded-provider': 'die Quelle ist hier ausgeschlossen',
      'before-feed': 'schon heiß, als dieser Feed begann; er postet nur, was danach passiert',
      'event-already-posted':
        'zum selben Ereignis wurde hier schon eine Meldung einer anderen Quelle gepostet',
      'hotter-story-of-event-picked': 'eine heißere Meldung zum selben Ereignis geht vor',
      'provider-limit': 'andere Meldungen derselben Quelle gehen vor',
      'run-limit': 'heißere Meldungen gehen vor; bleibt aber im Rennen',
      'day-limit': 'das Tageslimit ist erreicht; bleibt aber im Rennen',
    },
  },

  topics: {
    title: 'Themen',
    explain: 'Meldungen der letzten 7 Tage, Unterthemen mitgezählt.',
    none: 'Es gibt noch keine Themen: Die Redaktion muss erst `topics.yaml` schreiben.',
  },

  help: {
    title: 'Heatline: KI-News, die heißesten zuerst',
    members: 'Für alle',
    news: '`/$t(commands.news.name)`: die heißesten Meldungen gerade; mit `$t(commands.news.options.topic.name)`, `$t(commands.news.options.query.name)`, `$t(commands.news.options.provider.name)`, `$t(commands.news.options.since.name)`, `$t(commands.news.options.sort.name)` grenzt du sie ein',
    related:
      '`/$t(commands.related.name)`: weitere Berichte zu einer Meldung und Meldungen zum selben Thema; auch unter *Apps → $t(commands.relatedCoverage.name)* im Menü eines Posts',
    why: '`/$t(commands.why.name)`: warum eine Meldung gepostet wurde oder nicht; auch unter *Apps → $t(commands.whyThisStory.name)*',
    topics: '`/$t(commands.topics.name)`: alle Themen',
    admins: 'Für alle, die den Server verwalten',
    feedAdd:
      '`/$t(commands.feed.name) $t(commands.feed.add.name)`: News in einem Kanal posten; am Ende siehst du eine Vorschau',
    feedList:
      '`/$t(commands.feed.name) $t(commands.feed.list.name)`, `$t(commands.feed.preview.name)`, `$t(commands.feed.edit.name)`, `$t(commands.feed.pause.name)`, `$t(commands.feed.resume.name)`, `$t(commands.feed.remove.name)`: deine Feeds verwalten',
    feedPost: '`/$t(commands.feed.name) $t(commands.feed.post.name)`: eine Meldung jetzt posten',
    feedsHere_one: 'News werden in {{count}} Kanal dieses Servers gepostet: {{channels}}.',
    feedsHere_other: 'News werden in {{count}} Kanälen dieses Servers gepostet: {{channels}}.',
    noFeeds: 'Noch bekommt kein Kanal dieses Servers News.',
    welcome:
      'Danke, dass ich dabei sein darf! Wer diesen Server verwaltet, wählt mit `/$t(commands.feed.name) $t(commands.feed.add.name)` einen Kanal und sieht gleich, was dort gepostet wird; `/$t(commands.news.name)` können alle ausprobieren.',
  },

  feed: {
    added: 'Ab jetzt werden in {{channel}} News gepostet.',
    changed: 'Der Feed in {{channel}} ist geändert.',
    unchanged: 'Nichts zu ändern: Der Feed in {{channel}} ist schon so eingestellt.',
    paused:
      'Pausiert: In {{channel}} wird nichts gepostet, bis du `/$t(commands.feed.name) $t(commands.feed.resume.name)` eingibst.',
    pausedAlready: 'Der Feed in {{channel}} ist schon pausiert.',
    resumed: 'Weiter geht’s: In {{channel}} werden wieder News gepostet.',
    notPaused: 'Der Feed in {{channel}} ist nicht pausiert.',
    askRemove: 'Den Feed in {{channel}} entfernen? Was er gepostet hat, bleibt.',
    remove: 'Entfernen',
    keep: 'Behalten',
    removed: 'Der Feed in {{channel}} ist entfernt. Was er gepostet hat, bleibt.',
    kept: 'Der Feed in {{channel}} läuft weiter.',
    posted: 'Gepostet: {{message}}',
    notPosted: 'Nicht gepostet: {{reason}}',
    notSure:
      'Discord hat nicht geantwortet. Wenn die Meldung in einer Minute nicht da ist, versuch es noch einmal.',
    form: {
      title: 'Feed',
      topics: 'Themen, durch Kommas getrennt (leer: alle)',
      minHeat: 'Mindest-Heat',
      schedule: 'Zeitplan',
      timezone: 'Zeitzone',
      quietHours: 'Ruhezeit (leer: keine)',
    },
    tags: {
      missing_one: 'Im Forum fehlt ein Tag für dieses Thema: {{tags}}.',
      missing_other: 'Im Forum fehlen Tags für diese Themen: {{tags}}.',
      create: 'Tags erstellen',
      created: 'Das Forum hat jetzt diese Tags: {{tags}}.',
      mayNot: 'Um sie zu erstellen, brauche ich die Berechtigung *{{permission}}*.',
      required:
        'In diesem Forum braucht jeder Post ein Tag. Gibt es zu den Themen einer Meldung keins, bekommt sie **{{tag}}**.',
    },
    errors: {
      onlyAdmins: 'Das ist nur für Mitglieder, die den Server verwalten dürfen (*{{permission}}*).',
      onlyInServers: 'Feeds richtest du auf einem Server ein, nicht in einer Direktnachricht.',
      noFeed:
        'In {{channel}} postet kein Feed. Füg einen hinzu: `/$t(commands.feed.name) $t(commands.feed.add.name)`.',
      noFeeds:
        'Dieser Server hat noch keine Feeds. Füg einen hinzu: `/$t(commands.feed.name) $t(commands.feed.add.name)`.',
      exists:
        'In {{channel}} postet schon ein Feed. Ändere ihn mit `/$t(commands.feed.name) $t(commands.feed.edit.name)`.',
      isEnvironment:
        'In {{channel}} poste ich schon nach den Einstellungen meines Betreibers; ändern lassen sie sich nur dort.',
      tooMany_one: 'Dieser Server hat {{count}} Feed, mehr sind nicht erlaubt. Entferne ihn erst.',
      tooMany_other: 'Dieser Server hat {{count}} Feeds, mehr sind nicht erlaubt. Entferne erst einen.',
      wrongChannel:
        'In {{channel}} kann ich nicht posten: Wähl einen Text- oder Ankündigungskanal, ein Forum oder einen Thread.',
      missingPermissions: 'In {{channel}} brauche ich erst diese Berechtigungen:',
      permission: '**{{permission}}**, {{purpose}}',
      requiredTagMissing:
        'In diesem Forum braucht jeder Post ein Tag, aber es gibt noch keins. Erstell erst eins in den Kanaleinstellungen.',
      noTopic: '`{{option}}`: Das Thema „{{typed}}“ gibt es nicht. Am nächsten kommen: {{names}}.',
      noProvider: '`{{option}}`: Die Quelle „{{typed}}“ gibt es nicht. Am nächsten kommen: {{names}}.',
      cron: '`{{option}}`: „{{typed}}“ ist kein Zeitplan. Schreib fünf Felder (Minute, Stunde, Tag, Monat, Wochentag), z. B. `0 8,18 * * 1-5`.',
      cronMissing: 'Ein eigener Zeitplan braucht seine fünf Felder in `{{option}}`, z. B. `0 8,18 * * 1-5`.',
      timezone:
        '`{{option}}`: „{{typed}}“ ist keine Zeitzone. Wähl beim Tippen eine aus der Liste, z. B. Europe/Berlin.',
      quietHours: '`{{option}}`: „{{typed}}“ ist keine Zeitspanne. Schreib sie so: 22:00-07:00.',
      number: '`{{option}}`: {{typed}} ist keine ganze Zahl von {{least}} bis {{most}}.',
      mentionHeatAlone:
        '`{{option}}` braucht eine Rolle, die erwähnt wird; wähl in `{{role}}` auch eine aus.',
      everyone: 'News erwähnen nie @everyone. Wähl eine andere Rolle.',
      threadHere: '`{{option}}`: Ein Post in einem Forum oder Thread öffnet keinen eigenen Thread.',
      alreadyPosted: 'Diese Meldung steht schon in {{channel}}: {{message}}',
      formIsOld: 'Dieses Formular gehört zu einem Feed, den es nicht mehr gibt.',
    },
    obstacle: {
      'no-channel': 'den Kanal gibt es nicht mehr, oder ich bin nicht auf seinem Server',
      'wrong-type': 'in dieser Art von Kanal kann ich nicht posten',
      'missing-permissions': 'mir fehlt: {{permissions}}',
      refused: 'Discord hat es abgelehnt: {{reason}}',
    },
    cannotPost:
      'Ich kann in {{channel}} keine News posten: {{reason}}. Sobald das behoben ist, mache ich von selbst weiter.',
    summary: {
      topics: 'Themen: {{topics}}',
      allTopics: 'Themen: alle',
      excluding: 'ohne {{names}}',
      heat: 'Heat: ab {{heat}}',
      schedule: 'Zeitplan: {{schedule}}, {{timezone}}',
      budget: 'Höchstens {{perRun}} auf einmal, {{perDay}} pro Tag',
      quietHours: 'Ruhezeit: {{hours}}',
      mention: 'Erwähnt {{role}} ab Heat {{heat}}',
      style: 'Stil: {{style}}',
      thread: 'Öffnet unter jedem Post einen Thread',
      lostTopics: '⚠️ Kein Thema mehr: {{topics}}',
    },
    preview: {
      title: 'Vorschau für den Feed in {{channel}}',
      past_one: 'Die letzten 7 Tage: {{count}} Meldung',
      past_other: 'Die letzten 7 Tage: {{count}} Meldungen',
      next_one: 'Die nächsten 24 Stunden, Stand jetzt: {{count}} Meldung',
      next_other: 'Die nächsten 24 Stunden, Stand jetzt: {{count}} Meldungen',
      nothingPast:
        'Nichts. Schließ weniger Themen aus, wähl mehr Themen oder nimm einen niedrigeren Heat-Wert.',
      nothingNext: 'Noch nichts. Es kommen laufend neue Meldungen dazu.',
      more_one: '… und {{count}} weitere',
      more_other: '… und {{count}} weitere',
      firstCard: 'So sieht ein Post aus:',
      firstPosts: 'So wird der erste Post aussehen:',
    },
    list: {
      title: 'Feeds dieses Servers',
      running: '🟢 nächster Durchgang {{when}}',
      breaking: '🟢 sofort, wenn etwas passiert',
      pausedBy: '⏸️ pausiert von {{member}}',
      stopped: '🔴 {{reason}}',
      lastPost: 'letzter Post {{when}}',
      noPost: 'noch kein Post',
      environment: 'von meinem Betreiber eingestellt',
    },
  },

  permissions: {
    ViewChannel: { name: 'Kanal ansehen', purpose: 'um ihn überhaupt zu sehen' },
    SendMessages: { name: 'Nachrichten senden', purpose: 'um zu posten' },
    SendMessagesInThreads: { name: 'Nachrichten in Threads senden', purpose: 'um in einem Thread zu posten' },
    EmbedLinks: { name: 'Links einbetten', purpose: 'um Meldungen als Karten zu zeigen' },
    ReadMessageHistory: {
      name: 'Nachrichtenverlauf anzeigen',
      purpose: 'um nach einem Absturz sicherzugehen, dass nichts doppelt gepostet wird',
    },
    CreatePublicThreads: {
      name: 'Öffentliche Threads erstellen',
      purpose: 'um unter jedem Post einen Thread zu öffnen',
    },
    MentionEveryone: {
      name: 'Erwähne @everyone, @here und „Alle Rollen“',
      purpose: 'um eine Rolle zu erwähnen, die nicht alle erwähnen dürfen',
    },
    ManageThreads: {
      name: 'Threads verwalten',
      purpose: 'um Tags zu verwenden, die Moderatoren vorbehalten sind',
    },
    ManageChannels: { name: 'Kanäle verwalten', purpose: 'um die Tags des Forums zu erstellen' },
    ManageGuild: { name: 'Server verwalten', purpose: 'um Feeds einzurichten' },
  },

  errors: {
    unknownCommand: 'Diesen Befehl gibt es nicht mehr. Lade Discord neu, um die aktuellen Befehle zu sehen.',
    oldButton:
      'Dieser Button stammt aus einer älteren Version. Frag noch einmal mit `/$t(commands.news.name)` oder `/$t(commands.related.name)`.',
    bug: 'Da ist etwas schiefgelaufen, und es lag nicht an dir. Versuch es später noch einmal; wenn es dabei bleibt, nenn den Admins des Servers diese Referenz: `{{reference}}`',
    formTooLate: 'Das Formular ließ sich nicht rechtzeitig öffnen. Versuch es noch einmal.',
  },
} as const satisfies Catalogue<'one' | 'other'>;
