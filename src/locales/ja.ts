import type { Catalogue } from './catalogue.ts';

export const ja = {
  commands: {
    news: {
      name: 'ニュース',
      description: '今話題のAIニュースを表示、または全ニュースから検索',
      options: {
        topic: { name: 'トピック', description: 'トピックとその下位トピックの記事' },
        query: { name: 'キーワード', description: '見出し・抜粋・メディア名に含まれる言葉' },
        provider: { name: 'メディア', description: '特定のメディアの記事' },
        since: { name: '期間', description: 'いつまでさかのぼるか（デフォルト：すべて）' },
        sort: {
          name: '並び順',
          description: '記事の並び順（デフォルト：話題順、キーワード指定時は関連度順）',
        },
        private: { name: '自分だけ', description: '結果を自分だけに表示' },
      },
    },
    related: {
      name: '関連記事',
      description: '同じニュースを扱った他の記事と、同じテーマの記事',
      options: {
        story: {
          name: '記事',
          description: '見出し、またはメッセージや記事のリンク。空欄：このチャンネルの最新の記事',
        },
      },
    },
    why: {
      name: '理由',
      description: '記事がここに投稿された理由、されなかった理由',
      options: {
        story: {
          name: '記事',
          description: '見出しまたはリンク。空欄：ここでの前回の選定結果（サーバーを管理する人向け）',
        },
      },
    },
    topics: { name: 'トピック', description: 'すべてのトピックと直近7日間の記事数' },
    help: { name: 'ヘルプ', description: 'ここでできること' },
    feed: {
      name: 'フィード',
      description: 'このサーバーに届けるニュースの内容・場所・タイミングを設定',
      add: { name: '追加', description: 'チャンネルへのニュース投稿を開始' },
      preview: { name: 'プレビュー', description: 'フィードの最近の投稿例と今後の投稿予定' },
      edit: { name: '編集', description: 'フィードを変更（チャンネルだけ指定するとフォームを表示）' },
      pause: { name: '一時停止', description: '再開するまでチャンネルへの投稿を停止' },
      resume: { name: '再開', description: 'チャンネルへの投稿を再開' },
      remove: { name: '削除', description: 'フィードを削除（投稿済みの記事は残ります）' },
      list: {
        name: '一覧',
        description: 'このサーバーのフィード：状態、次回の投稿、最後の投稿、最後のエラー',
      },
      post: { name: '投稿', description: '記事を1件、今すぐ投稿' },
      options: {
        channel: { name: 'チャンネル', description: 'ニュースを届けるチャンネル、フォーラム、スレッド' },
        topics: { name: 'トピック', description: '対象のトピック。カンマ区切り（デフォルト：すべて）' },
        min_heat: { name: '最低注目度', description: 'この注目度以上の記事だけ' },
        schedule: { name: 'スケジュール', description: '投稿のタイミング（デフォルト：30分ごと）' },
        cron: { name: 'cron', description: '独自のスケジュール。5つの項目で指定（例：0 8,18 * * 1-5）' },
        timezone: { name: 'タイムゾーン', description: 'スケジュール、1日の区切り、休止時間の基準' },
        per_run: { name: '1回の件数', description: '1回に投稿する記事の上限' },
        per_day: { name: '1日の件数', description: '1日に投稿する記事の上限' },
        quiet_hours: {
          name: '休止時間',
          description: '投稿しない時間帯（例：22:00-07:00、デフォルト：なし）',
        },
        mention: {
          name: 'メンション',
          description: '注目度の高い記事でメンションするロール（デフォルト：なし）',
        },
        mention_heat: {
          name: 'メンション注目度',
          description: 'ロールにメンションする注目度の下限（デフォルト：140）',
        },
        style: { name: '表示形式', description: '記事の見た目（デフォルト：カード）' },
        thread: {
          name: 'スレッド',
          description: '投稿ごとに話し合い用のスレッドを作成（デフォルト：いいえ）',
        },
        exclude_topics: {
          name: '除外トピック',
          description: '除外するトピック。カンマ区切り（デフォルト：なし）',
        },
        exclude_providers: {
          name: '除外メディア',
          description: '除外するメディア。カンマ区切り（デフォルト：なし）',
        },
        clear: { name: '解除', description: '設定を1つ解除' },
        story: { name: '記事', description: '投稿する記事の見出しまたはリンク' },
      },
    },
    relatedCoverage: { name: '関連記事' },
    whyThisStory: { name: 'この記事が選ばれた理由' },
  },

  choices: {
    since: { day: '24時間', week: '7日間', month: '30日間', all: 'すべて' },
    sort: { hot: '話題順', new: '新着順', best: '関連度順' },
    schedule: {
      breaking: '随時（速報）',
      half_hourly: '30分ごと',
      hourly: '1時間ごと',
      three_daily: '1日3回（9:00、14:00、19:00）',
      daily: '毎日9:00',
      weekdays: '平日9:00',
      custom: 'カスタム（cronに入力）',
    },
    style: {
      card: 'カード：画像、抜粋、関連記事',
      compact: 'コンパクト：見出し、小さい画像',
      headline: '見出し：テキスト1行',
    },
    clear: {
      topics: 'トピック',
      quiet_hours: '休止時間',
      mention: 'メンション',
      exclude_topics: '除外トピック',
      exclude_providers: '除外メディア',
    },
  },

  card: {
    alsoCoveredBy: '他のメディアの記事',
    more_other: '…ほか{{count}}件',
    heat: '注目度 {{heat}}',
    news: 'ニュース',
    readAt: '{{provider}}で読む',
    related: '関連記事',
    relatedCount: '関連記事（{{count}}）',
    takenDown: '削除された記事',
  },

  list: {
    previous: '前へ',
    next: '次へ',
    page: '{{page}}/{{pages}}ページ',
    stories_other: '{{count}}件',
    openStory: '記事を開く',
  },

  news: {
    hottest: '話題の{{subject}}',
    newest: '最新の{{subject}}',
    best: '関連度の高い{{subject}}',
    allNews: 'AIニュース',
    topicNews: 'ニュース：{{topic}}',
    words: '「{{query}}」',
    from: '{{provider}}の記事',
    last: '直近{{span}}',
    noStories: 'まだ記事がありません。編集者が最初の記事を追加すると、ここに表示されます。',
    nothing: '**{{search}}** に一致する記事は見つかりませんでした。',
    tryTopic:
      '`/$t(commands.news.name) $t(commands.news.options.topic.name):{{topic}}` を試してみてください。',
    tryTopicOrLonger:
      '`/$t(commands.news.name) $t(commands.news.options.topic.name):{{topic}}` を試すか、`$t(commands.news.options.since.name): $t(choices.since.all)` で期間を広げてみてください。',
    noTopic: '「{{typed}}」というトピックはありません。',
    noProvider: '「{{typed}}」というメディアはありません。',
    nearest: '近い候補：{{names}}',
    nothingToChoose: 'まだ記事がありません。',
    nameIsGone:
      'そのトピックまたはメディアはもうありません。`/$t(commands.news.name)` でもう一度検索してください。',
  },

  story: {
    notOurs:
      'そのメッセージは、このBotが投稿した記事ではありません。このBotが投稿したニュースカードのメニューを開いてください。',
    isGone: 'その記事は削除されました。',
    noMatch: '「{{typed}}」に一致する記事はありません。入力中に表示される候補から選んでください。',
    noneHere:
      'このチャンネルにはまだ記事が投稿されていません。記事を指定してください：`/$t(commands.related.name) $t(commands.related.options.story.name):`',
  },

  related: {
    title: '関連記事（{{count}}）',
    of: '{{story}} と同じニュースを扱った他の記事',
    none: '{{story}} と同じニュースを扱った記事は、まだ見つかっていません。',
    similar: '同じテーマの記事',
  },

  why: {
    title: 'この記事が選ばれた理由',
    picked:
      '{{when}}に選ばれました。投稿候補の中で{{place}}、注目度は {{heat}}、話題度は {{hotness}} でした。',
    hottest: '話題度1位',
    rank: '話題度{{rank}}位',
    rule: '当てはまった条件：トピック {{topic}}、注目度 {{minHeat}} 以上',
    ruleOfAll: '当てはまった条件：すべてのトピック、注目度 {{minHeat}} 以上',
    paused: '現在、ここには投稿していません。理由：{{reason}}',
    postedBy:
      '{{when}}に {{member}} さんが `/$t(commands.feed.name) $t(commands.feed.post.name)` で投稿しました。',
    removed: 'ここに投稿されましたが、メッセージがDiscordで削除されました。再投稿はされません。',
    refused: 'ここには投稿されていません。Discordがメッセージを拒否しました（{{reason}}）。',
    noFeed: 'ここには投稿されていません。このチャンネルには自動投稿がありません。',
    due: 'まだ投稿されていません。現在の順位は{{rank}}位で、次回の選定で投稿される予定です。',
    not: 'ここには投稿されていません。理由：{{reason}}。',
    heat: '注目度は {{heat}}、{{when}}に公開されました。現在の話題度は {{hotness}} です。',
    medianHeat:
      '注目度は {{heat}}（この記事には値がないため、全記事の中央値）、{{when}}に公開されました。現在の話題度は {{hotness}} です。',
    number: '{{value, number(minimumFractionDigits: 1; maximumFractionDigits: 1)}}',
    almostZero: 'ほぼ0',
    toldByOne: '報じたメディア：{{outlet}}',
    toldByMany: '報じたメディア（{{count}}）：{{outlets}}',
    posted: '{{when}}に投稿されました。',
    postedAndEdited: '{{when}}に投稿され、{{edited}}に編集されました。',
    onlyAdmins:
      '記事を指定してください：`/$t(commands.why.name) $t(commands.why.options.story.name):`。選定結果の全体は、サーバーを管理する人だけが見られます。',
    noRun: 'Botの起動後、このチャンネルではまだ記事の選定が行われていません。',
    lastRun: 'ここでの前回の選定',
    counts: '{{when}}：{{looked}}件を確認し、{{picked}}件を選びました。',
    pick: '{{rank}}. {{story}} · 話題度 {{hotness}}',
    refusedTitle: '見送った記事',
    reasons: {
      'already-posted': 'すでにここに投稿されています',
      'refused-by-discord': 'Discordがメッセージを受け付けません',
      'not-yet-published': '公開日時がまだ先です',
      'too-old': 'このチャンネルの対象期間より古い記事です',
      'too-cold': '注目度がこのチャンネルの下限に届いていません',
      'off-topic': 'このチャンネルのトピックに当てはまりません',
      'excluded-topic': 'このチャンネルで除外しているトピックの記事です',
      'excluded-provider': 'このチャンネルで除外しているメディアの記事です',
      'before-feed': 'フィードの開始前から話題になっていた記事です（投稿するのは開始後の速報だけです）',
      'event-already-posted': '同じ出来事を扱った他のメディアの記事がここに投稿されています',
      'hotter-story-of-event-picked': '同じ出来事を扱った、より話題度の高い記事が優先されます',
      'provider-limit': '同じメディアの他の記事が優先されます',
      'run-limit': 'より話題度の高い記事が優先されます（引き続き投稿候補です）',
      'day-limit': '1日の上限に達しました（引き続き投稿候補です）',
    },
  },

  topics: {
    title: 'トピック',
    explain: '直近7日間の記事数です。下位トピックの記事も含みます。',
    none: 'トピックの一覧がまだありません。編集者が `topics.yaml` を用意する必要があります。',
  },

  help: {
    title: 'Heatline：AIニュースを話題順にお届け',
    members: '全員向け',
    news: '`/$t(commands.news.name)`：今話題のニュース。`$t(commands.news.options.topic.name)`、`$t(commands.news.options.query.name)`、`$t(commands.news.options.provider.name)`、`$t(commands.news.options.since.name)`、`$t(commands.news.options.sort.name)` で絞り込めます',
    related:
      '`/$t(commands.related.name)`：同じニュースを扱った他の記事と、同じテーマの記事。投稿のメニューの *アプリ → $t(commands.relatedCoverage.name)* からも開けます',
    why: '`/$t(commands.why.name)`：記事が投稿された理由、されなかった理由。*アプリ → $t(commands.whyThisStory.name)* からも開けます',
    topics: '`/$t(commands.topics.name)`：すべてのトピック',
    admins: 'サーバーを管理する人向け',
    feedAdd:
      '`/$t(commands.feed.name) $t(commands.feed.add.name)`：チャンネルへのニュース投稿を開始。最後にプレビューが表示されます',
    feedList:
      '`/$t(commands.feed.name) $t(commands.feed.list.name)`、`$t(commands.feed.preview.name)`、`$t(commands.feed.edit.name)`、`$t(commands.feed.pause.name)`、`$t(commands.feed.resume.name)`、`$t(commands.feed.remove.name)`：フィードの確認と管理',
    feedPost: '`/$t(commands.feed.name) $t(commands.feed.post.name)`：記事を1件、今すぐ投稿',
    feedsHere_other: 'このサーバーでは{{count}}個のチャンネルにニュースを投稿しています：{{channels}}',
    noFeeds: 'このサーバーには、ニュースを受け取るチャンネルがまだありません。',
    welcome:
      '追加していただきありがとうございます！サーバーを管理している方は `/$t(commands.feed.name) $t(commands.feed.add.name)` でチャンネルを選ぶと、届く内容をその場で確認できます。`/$t(commands.news.name)` はどなたでも使えます。',
  },

  feed: {
    added: 'これから {{channel}} にニュースを投稿します。',
    changed: '{{channel}} のフィードを変更しました。',
    unchanged: '変更はありません。{{channel}} のフィードはすでにその設定です。',
    paused:
      '一時停止しました。`/$t(commands.feed.name) $t(commands.feed.resume.name)` を使うまで、{{channel}} には何も投稿しません。',
    pausedAlready: '{{channel}} のフィードはすでに一時停止中です。',
    resumed: '再開しました。{{channel}} へのニュースの投稿を続けます。',
    notPaused: '{{channel}} のフィードは一時停止していません。',
    askRemove: '{{channel}} のフィードを削除しますか？投稿済みの記事は残ります。',
    remove: '削除する',
    keep: '残す',
    removed: '{{channel}} のフィードを削除しました。投稿済みの記事は残ります。',
    kept: '{{channel}} のフィードはそのまま続きます。',
    posted: '投稿しました：{{message}}',
    notPosted: '投稿できませんでした：{{reason}}',
    notSure:
      'Discordから応答がありませんでした。1分たっても記事が表示されない場合は、もう一度お試しください。',
    form: {
      title: 'フィード',
      topics: 'トピック（カンマ区切り、空欄：すべて）',
      minHeat: '最低注目度',
      schedule: 'スケジュール',
      timezone: 'タイムゾーン',
      quietHours: '休止時間（空欄：なし）',
    },
    tags: {
      missing_other: 'このフォーラムには、次のトピックのタグがありません：{{tags}}',
      create: 'タグを作成',
      created: 'フォーラムのタグは次のとおりです：{{tags}}',
      mayNot: 'タグを作成するには、Botに *{{permission}}* の権限が必要です。',
      required:
        'このフォーラムの投稿にはタグが必要です。トピックに合うタグがない記事には **{{tag}}** を付けます。',
    },
    errors: {
      onlyAdmins: 'サーバーを管理できる人だけが使えます（*{{permission}}*）。',
      onlyInServers: 'フィードの設定は、ダイレクトメッセージではなくサーバー内で行ってください。',
      noFeed:
        '{{channel}} に投稿するフィードはありません。追加するには：`/$t(commands.feed.name) $t(commands.feed.add.name)`',
      noFeeds:
        'このサーバーにはまだフィードがありません。追加するには：`/$t(commands.feed.name) $t(commands.feed.add.name)`',
      exists:
        '{{channel}} にはすでにフィードがあります。変更するには：`/$t(commands.feed.name) $t(commands.feed.edit.name)`',
      isEnvironment:
        '{{channel}} には、Botの運営者の設定ですでに投稿しています。変更はここではなく、そちらで行われます。',
      tooMany_other:
        'このサーバーのフィードは{{count}}個で、これ以上は追加できません。先にどれかを削除してください。',
      wrongChannel:
        '{{channel}} には投稿できません。テキストチャンネル、アナウンスチャンネル、フォーラム、スレッドのいずれかを選んでください。',
      missingPermissions: '{{channel}} で、Botに次の権限が必要です：',
      permission: '**{{permission}}**：{{purpose}}',
      requiredTagMissing:
        'このフォーラムの投稿にはタグが必要ですが、タグが1つもありません。先にチャンネルの設定で作成してください。',
      noTopic: '`{{option}}`：「{{typed}}」というトピックはありません。近い候補：{{names}}',
      noProvider: '`{{option}}`：「{{typed}}」というメディアはありません。近い候補：{{names}}',
      cron: '`{{option}}`：「{{typed}}」はスケジュールとして読み取れません。5つの項目（分、時、日、月、曜日）を入力してください。例：`0 8,18 * * 1-5`',
      cronMissing: 'カスタムのスケジュールには、`{{option}}` に5つの項目が必要です。例：`0 8,18 * * 1-5`',
      timezone:
        '`{{option}}`：「{{typed}}」というタイムゾーンはありません。入力中に表示される候補から選んでください。例：Asia/Tokyo',
      quietHours:
        '`{{option}}`：「{{typed}}」は時間帯として読み取れません。22:00-07:00 のように入力してください。',
      number: '`{{option}}`：{{typed}} は {{least}} から {{most}} までの整数ではありません。',
      mentionHeatAlone:
        '`{{option}}` にはメンションするロールが必要です。`{{role}}` でロールも選んでください。',
      everyone: 'ニュースでは @everyone にメンションできません。別のロールを選んでください。',
      threadHere: '`{{option}}`：フォーラムやスレッドの投稿では、スレッドを別に作成できません。',
      alreadyPosted: 'その記事はすでに {{channel}} にあります：{{message}}',
      formIsOld: 'このフォームのフィードはすでに削除されています。',
    },
    obstacle: {
      'no-channel': 'チャンネルがなくなったか、Botがそのサーバーにいません',
      'wrong-type': '投稿できない種類のチャンネルです',
      'missing-permissions': 'Botの権限が足りません（{{permissions}}）',
      refused: 'Discordに拒否されました（{{reason}}）',
    },
    cannotPost:
      '{{channel}} にニュースを投稿できません。理由：{{reason}}。解決すると、自動的に投稿を再開します。',
    summary: {
      topics: 'トピック：{{topics}}',
      allTopics: 'トピック：すべて',
      excluding: '{{names}} を除く',
      heat: '注目度：{{heat}} 以上',
      schedule: 'スケジュール：{{schedule}}、{{timezone}}',
      budget: '上限：1回 {{perRun}} 件、1日 {{perDay}} 件',
      quietHours: '休止時間：{{hours}}',
      mention: '注目度 {{heat}} 以上で {{role}} にメンション',
      style: '表示形式：{{style}}',
      thread: '投稿ごとにスレッドを作成',
      lostTopics: '⚠️ 存在しなくなったトピック：{{topics}}',
    },
    preview: {
      title: '{{channel}} のフィードのプレビュー',
      past_other: '直近7日間：{{count}}件',
      next_other: '今後24時間（現時点の予定）：{{count}}件',
      nothingPast:
        'ありません。除外トピックを減らすか、対象のトピックを増やすか、最低注目度を下げてみてください。',
      nothingNext: 'まだありません。新しい記事は随時追加されます。',
      more_other: '…ほか{{count}}件',
      firstCard: '投稿はこのように表示されます：',
      firstPosts: '最初の投稿はこのように表示されます：',
    },
    list: {
      title: 'このサーバーのフィード',
      running: '🟢 次回：{{when}}',
      breaking: '🟢 随時（速報）',
      pausedBy: '⏸️ {{member}} さんが一時停止',
      stopped: '🔴 {{reason}}',
      lastPost: '最後の投稿：{{when}}',
      noPost: 'まだ投稿なし',
      environment: 'Botの運営者による設定',
    },
  },

  permissions: {
    ViewChannel: { name: 'チャンネルを見る', purpose: 'チャンネルにアクセスするため' },
    SendMessages: { name: 'メッセージを送信', purpose: '投稿するため' },
    SendMessagesInThreads: { name: 'スレッドでメッセージを送信', purpose: 'スレッドに投稿するため' },
    EmbedLinks: { name: '埋め込みリンク', purpose: '記事をカードで表示するため' },
    ReadMessageHistory: {
      name: 'メッセージ履歴を読む',
      purpose: '障害が起きたあとも二重に投稿しないよう確認するため',
    },
    CreatePublicThreads: { name: '公開スレッドの作成', purpose: '投稿ごとにスレッドを作成するため' },
    MentionEveryone: {
      name: '@everyone、@here、全てのロールにメンション',
      purpose: 'メンションが制限されているロールにメンションするため',
    },
    ManageThreads: { name: 'スレッドの管理', purpose: 'モデレーター専用のタグを使うため' },
    ManageChannels: { name: 'チャンネルの管理', purpose: 'フォーラムのタグを作成するため' },
    ManageGuild: { name: 'サーバー管理', purpose: 'フィードを設定するため' },
  },

  errors: {
    unknownCommand: 'このコマンドはもうありません。Discordを再読み込みすると、現在のコマンドが表示されます。',
    oldButton:
      'このボタンは古いバージョンのものです。`/$t(commands.news.name)` または `/$t(commands.related.name)` をもう一度使ってください。',
    bug: 'Bot側で問題が発生しました。しばらくしてからもう一度お試しください。解決しない場合は、この参照番号をサーバーの管理者に伝えてください：`{{reference}}`',
    formTooLate: 'フォームを時間内に開けませんでした。もう一度お試しください。',
  },
} as const satisfies Catalogue<'other'>;
