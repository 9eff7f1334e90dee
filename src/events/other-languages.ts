/**
 * What the method knows of news in other languages than English, before it has seen a story: words that carry no
 * subject, words of nearly every technology story, and what is the same as an English term. As splitTokens gives
 * words: in lower case, without accents. A word that is also an English one with another meaning is left out.
 */

const words = (text: string): string[] => text.trim().split(/\s+/);

const GERMAN_FUNCTION_WORDS = `
  ab aber allem allen aller alles als am andere anderen auch auf aufs aus bei beim bereits bis bisher da dabei dadurch
  dafur damit danach dann daran darauf daruber das dass davon dazu dein dem den denn der deren des dessen deutlich die dies
  diese diesem diesen dieser dieses doch dort durch eben eigene eigenen ein eine einem einen einer eines einige einigen er
  erneut erst erste ersten erstmals es etwa etwas fur ganz gar gegen gibt habe haben hatte hatten hier hinter ihm ihn
  ihnen ihr ihre ihrem ihren ihrer ihres im immer indem ins ist ja jede jedem jeden jeder jedes jetzt kann kein keine
  keinen konnen konnte konnten kunftig laut mehr mehrere meist mich mir mit muss mussen nach nachdem neben nein nicht noch
  nun nur ob oder ohne rund schon sei sein seine seinem seinen seiner seit selbst sich sie sind sogar soll sollen sollte
  sollten sowie trotz uber um und uns unter viel viele vielen vom von vor vorerst wahrend wann warum weder wegen weil
  weiter weitere weiteren welche welcher wenig weniger wenn wer werden wie wieder wir wird wo worden wurde wurden zu zudem
  zum zunachst zur zwischen`;

const FRENCH_FUNCTION_WORDS = `
  ainsi alors apres au aucun aucune aujourd'hui auquel aura aussi autre autres aux avait avant avec avoir ayant bien ce ceci
  cela celle celles celui cependant ces cet cette ceux chaque chez comme comment contre dans de deja depuis des desormais
  devant doit donc dont du elle elles en encore entre est et etait ete etre faire faut font hors ici il ils jamais jusque la
  le les leur leurs lors lorsque lui mais malgre meme memes mieux moins ne notre nos nous ou par parce parmi pas pendant peu
  peut peuvent plupart plusieurs pour pourquoi pourrait presque puis quand que quel quelle quelles quels qui quoi sa se
  selon sera seront serait ses seulement si soit sont sous souvent sur tandis tel telle toute toutes toujours tous tres trop
  un une va vers veut voici voila vos votre vous`;

const SPANISH_FUNCTION_WORDS = `
  al algo alguna algunas algunos ante antes aquel aqui asi aun aunque bajo cada casi con contra cual cuales cuando cuanto del
  desde despues donde durante el ella ellas ellos eran es esa ese eso esos esta estaba estan estar este esto estos fue
  fueron ha haber habia hace hacia han hasta hay hoy incluso las lo los mas mediante menos mientras mismo misma mucho muchos
  muy ni ningun nuestra nuestro otra otras otro otros para pero poco por porque pueda puede pueden pues quien quienes segun
  ser seran sido sino sobre solo su sus tal tambien tan tanto tener tiene tienen toda todas todo todos tras tu unas uno unos
  y ya yo`;

const PORTUGUESE_FUNCTION_WORDS = `
  ainda alem algum algumas alguns ao aos apenas apos aquela aquele ate com como da das dela dele deles depois dessa desse
  desta deste disse diz dos ela elas ele eles em enquanto essa esse estao estava foi foram fosse isso isto ja lhe mais mas
  muito muitos na nao nas nem nenhum nessa nesse nesta neste nossa nosso num numa onde ou outra outras outro outros pela
  pelas pelo pelos pode podem porem pouco qual quando quanto quem sao seja sem sendo seria seu seus sob sua suas tambem tao
  tem teve tinha tudo um uma umas uns vai vao voce`;

const ITALIAN_AND_DUTCH_FUNCTION_WORDS = `
  agli alla alle anche che cosa dei degli della delle dello di dopo essere gia gli loro nel nella nelle non nostro piu
  questa questo sono stata stato sua sue sul sulla suo tra
  aan dat dit een hebben heeft het hun ik naar niet nog om onder ook te tegen uit van voor waar wat werd wordt zich zijn zo`;

export const OTHER_FUNCTION_WORDS: ReadonlySet<string> = new Set(
  words(
    GERMAN_FUNCTION_WORDS +
      FRENCH_FUNCTION_WORDS +
      SPANISH_FUNCTION_WORDS +
      PORTUGUESE_FUNCTION_WORDS +
      ITALIAN_AND_DUTCH_FUNCTION_WORDS,
  ),
);

/** Words of nearly every technology story. */
export const OTHER_EVERYDAY_WORDS: readonly string[] = words(`
  unternehmen firma konzern technologie neu neue neuen neuer neues jahr jahre jahren welt daten nutzer nutzern modell
  modelle modellen prozent kunstliche intelligenz mrd mio millionen milliarde milliarden
  entreprise entreprises societe groupe technologies nouveau nouvelle nouveaux nouvelles an ans annee annees monde donnees
  utilisateurs modele modeles intelligence artificielle milliard milliards
  empresa empresas compania compania tecnologia tecnologica nuevo nueva nuevos nuevas ano anos mundo datos usuarios modelo
  modelos inteligencia artificial millon millones mil por ciento
  companhia tecnologias novo novos novas dados usuario utilizadores milhao milhoes bilhao bilhoes
  azienda nuovo nuova anno anni mondo dati utenti modello modelli milioni miliardi
  bedrijf nieuwe jaar wereld gegevens miljoen miljard
  発表 公開 企業 会社 同社 技術 生成 利用 提供 開始 新た サービス モデル データ ユーザー システム 機能 対応 可能 今後 年間 情報
  人工知能
  万円 億円 兆円 億ドル 万ドル ドル 公司 发布 宣布 推出 人工智能 模型 技术 数据 平台 产品 用户`);

/** Words that come up every day in technology news. */
export const OTHER_COMMON_WORDS: readonly string[] = words(`
  chef chefin grunder mitgrunder vorstand regierung minister ministerin gesetz regel regeln land lander markt wettbewerb
  entwickler entwicklung forscher forschung software rechenzentrum rechenzentren sprachmodell sprachmodelle chips forderung
  investoren investiert investieren investition geld kapital finanzierungsrunde bewertung umsatz gewinn aktie stellt stellte
  vorgestellt vorstellen kundigt angekundigt startet gestartet bringt bietet plant zeigt macht kommt geht bekommt erhalt
  setzt warnt fordert kritik streit verbot klage gericht behorde datenschutz kunden verbraucher mitarbeiter stellen bilder
  texte sprache zukunft heute montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar marz april mai juni
  juli august september oktober november dezember deutschen deutsche deutscher europaische europaischen monaten monate
  wochen tage milliardenschwer weltweit gross grosse grossen erfolg
  patron fondateur cofondateur directeur president gouvernement ministre loi pays marche developpeurs developpement
  chercheurs recherche logiciel puce puces investissement investissements investir investisseurs argent fonds levee leve
  valorisation chiffre benefice action annonce annonces annoncer lance lancent lancement devoile presente propose veut
  compte promet deploie accuse plainte justice tribunal autorite protection clients salaries emplois image images texte voix
  langage outil outils avenir lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier avril juin juillet
  aout septembre octobre novembre decembre francais francaise europeen europeenne americain americaine mois semaine jours
  geant grand grande projet acces generative
  jefe fundador cofundador director presidente gobierno ministro ley pais paises mercado desarrolladores desarrollo
  investigadores investigacion chip inversion inversiones invertir invierte inversores dinero fondos ronda valoracion
  ingresos acciones anuncia anuncio anunciado lanza lanzamiento presenta presento ofrece quiere promete acusa demanda juez
  autoridad agencia proteccion clientes empleados empleo imagen imagenes texto voz lenguaje herramienta herramientas futuro
  lunes martes miercoles jueves viernes sabado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre
  noviembre diciembre europeo europea estadounidense meses semana dias gigante gran grande proyecto acceso generativa plan
  tecnologicas redes
  chefe fundador governo ministra lei mercados desenvolvedores desenvolvimento pesquisadores pesquisa investimento
  investimentos investir investidores dinheiro fundo rodada receita acoes lanca lancou lancamento apresenta apresentou
  anunciou oferece quer afirma afirmou justica autoridade protecao funcionarios empregos imagens linguagem ferramenta
  ferramentas segunda terca quarta quinta sexta janeiro fevereiro maio junho julho setembro outubro novembro dezembro
  europeia americana brasileiro brasileira brasileiros semana dias projeto acesso recurso recursos versao aplicativo parametro
  parametros codigo aberto aberta rede
  開発 投資 支援 国内 世界 政府 大手 半導体 言語 研究 事業 拠点 市場 設立 導入 強化 拡大 社長 会見 会長 首相 大臣 計画 予定 検討 搭載
  販売 性能 学習 大規模 画像 音声 動画 検索 基盤 規制 個人 資金 調達 出資 買収 提携 工場 量産 需要 利益 業績 株式 最大 最先端 先端
  パラメータ パラメーター クラウド インターネット スマートフォン ロボット アプリ ソフト ゲーム チャット センター サーバー トップ`);

/** What is the same as an English term; the English one first, as in SYNONYM_LINES. */
export const OTHER_ALIAS_LINES = `
  ai ki ia 人工知能 人工智能
  ceo vorstandschef firmenchef
  germany deutschland allemagne alemania alemanha ドイツ
  france frankreich francia franca フランス
  italy italien italie italia イタリア
  spain spanien espagne espana espanha スペイン
  uk grossbritannien britannien イギリス 英国
  usa アメリカ 米国 美国
  eu ue bruxelles bruselas bruxelas 欧州
  china chine 中国
  japan japon japao 日本
  india indien inde インド
  canada kanada カナダ
  russia russland russie rusia ロシア
  ukraine ucrania ウクライナ
  brazil brasilien bresil brasil ブラジル
  mexico mexiko mexique
  netherlands niederlande
  switzerland schweiz suisse suiza suica スイス
  austria osterreich autriche
  sweden schweden suede suecia スウェーデン
  poland polen pologne polonia
  southkorea sudkorea 韓国
  taiwan 台湾
  tokyo tokio 東京
  microsoft マイクロソフト
  google グーグル
  amazon アマゾン アマゾン・ドット・コム
  apple アップル
  nvidia エヌビディア
  tesla テスラ
  meta メタ
  intel インテル
  oracle オラクル
  samsung サムスン
  anthropic アンソロピック
  twitter ツイッター
  facebook フェイスブック
  instagram インスタグラム
  youtube ユーチューブ
  softbank ソフトバンク
  toyota トヨタ
  sony ソニー
  honda ホンダ
  hitachi 日立
  fujitsu 富士通
  toshiba 東芝
  panasonic パナソニック
  huawei ファーウェイ
  alibaba アリババ
  baidu バイドゥ 百度
  altman アルトマン
  musk マスク
  zuckerberg ザッカーバーグ`;

/** The commonest actions and things of the news, each with the English term that stands for them. */
export const OTHER_SYNONYM_LINES = `
  acquire kauft ubernahme ubernimmt rachete rachat acquiert adquiere adquisicion adquire aquisicao compra comprar 買収
  ban verbietet verboten verbot sperrt blockiert interdit interdiction bloque prohibe prohibicion bloquea veta proibe
  ban proibicao bloqueia barra 禁止
  halt stoppt suspendre suspende suspendio suspension suspensao pausa 停止
  sue klagt verklagt klage plainte demanda querella processa processo 提訴 訴訟
  fire feuert entlasst entlassen entlassung entlassener rauswurf limoge licencie eviction destituye despide despido demite
  fire demissao 解任 解雇
  invest investiert investieren investition investitionen investoren investir investira investissement investissements
  invest investisseurs invertir invierte invertira inversion inversiones inversores investimento investimentos investe
  invest investira investidores 投資
  launch startet vorgestellt prasentiert prasentierte lance lancent lancement devoile lanza lanzamiento presenta lanca
  launch lancou lancamento apresenta apresentou annonce anuncia anunciou 発表 公開 投入
  fine geldstrafe bussgeld amende multa 制裁金 罰金
  law gesetz gesetze verordnung loi ley lei reglement reglamento regulamento 法案
  rule regeln regles reglas normas regras
  deal einigung einigt accord acuerdo acordo kompromiss compromis 合意
  return kehrt ruckkehr retour revient vuelve regresa volta retorna 復帰
  resign rucktritt tritt demission demissionne dimite renuncia 辞任 退任
  leave verlasst abgang quitte depart departs abandona 退社
  raise sammelt leve levee recauda capta captacao 調達
  voice stimme voix voz 音声
  photo bild bilder imagen imagenes imagem imagens fotos 画像
  car auto autos coche coches voiture voitures carro carros 自動車
  chip halbleiter puce puces processeurs procesadores 半導体
  regulator behorde aufsicht autorite autoridad agencia autoridade regulador 当局
  government regierung bundesregierung gouvernement gobierno governo 政府
  parliament parlament parlement parlamento eurocamara 議会
  president prasident presidente 大統領
  user nutzer nutzern utilisateurs usuarios usuario usuarios utilizadores ユーザー
  data daten donnees datos dados データ
  company unternehmen firma konzern entreprise societe empresa empresas compania companhia 企業 会社 同社
  model modell modelle modele modeles modelo modelos モデル
  million millionen millon millones milhao milhoes
  billion milliarde milliarden milliard milliards bilhao bilhoes mrd
  free kostenlos gratis gratuit gratuite gratuito 無料
  language sprache langue langage lenguaje idioma linguagem 言語
  worker mitarbeiter beschaftigte salaries employes empleados funcionarios 従業員
  layoff stellenabbau licenciements despidos demissoes 人員削減
  court gericht tribunal tribunales 裁判所
  ceo jefe chefe
  office buro oficina escritorio 拠点
  datacenter rechenzentrum rechenzentren センター
  security sicherheit securite seguridad seguranca
  dollar dollars dolares ドル`;

/** Several words that are one term, as in PHRASE_LINES. */
export const OTHER_PHRASE_LINES = `
  ai = kunstliche intelligenz | kunstlicher intelligenz | kunstlichen intelligenz | intelligence artificielle | inteligencia artificial | intelligenza artificiale | kunstmatige intelligentie
  aiact = ki gesetz | ki verordnung | loi ia | ley ia
  usa = vereinigte staaten | vereinigten staaten | etats unis | estados unidos | stati uniti
  eu = europaische union | europaischen union | union europeenne | union europea | uniao europeia | unione europea
  openai = オープン ai
  uk = royaume uni | reino unido | regno unito
  southkorea = coree du sud | corea del sur | coreia do sul`;
