/**
 * Parameters that say where a reader came from, never which article it is. From the lists of ClearURLs
 * (rules2.clearurls.xyz, `globalRules`), Brave and Firefox (query stripping), and the handbooks of Matomo (`mtm_`,
 * `pk_`, `matomo_`, `piwik_`), AT Internet (`at_`, `xtor`), Adobe (`s_cid`, `ef_id`), Marketo (`mkt_tok`), HubSpot
 * (`_hs…`, `hsa_`), Mailchimp (`mc_`), Webtrends (`wt_`), Oracle Eloqua (`elq`) and comScore (`ns_`). Lower case.
 */
const TRACKING_NAMES = new Set(
  `__hsfp __hssc __hstc __s __twitter_impression _branch_match_id _branch_referrer _bta_c _bta_tid _ga _gl _hsenc
  _hsmi _ke _kx _openstat algo_expid algo_pvid amp bbeml cmp cmpid cndid cvid dclid dicbo dm_i ef_id
  epik esid fb_action_ids fb_action_types fb_comment_id fb_ref fb_source fbclid gad_campaignid gad_source gbraid
  gclid gclsrc gdffi gdfms gdftrk gps-source gs_l guccounter guce_referrer guce_referrer_sig hsctatracking icid
  ig_mid ig_rid igsh igshid irclickid irgwc ito jsessionid mc_cid mc_eid mc_tc mkcid mkevt mkrid mkt_tok mkwid
  ml_subscriber ml_subscriber_hash msclkid mwpid ncid nr_email_referer ocid oly_anon_id oly_enc_id pcrid
  phpsessid rb_clickid recruiter_id s_cid s_kwcid share_id smid smtyp snr spm spm_id_from sr_share sref srsltid
  ss_campaign_id ss_campaign_name ss_email_id ss_source taid tduid tracking_source trkcampaign ttclid twclid
  unicorn_click_id usqp vero_conv vero_id vgo_ee wbraid wickedid wickedsource wprov xtor xtref yadclid yclid
  ygclid ymclid ysclid zanpid`.split(/\s+/),
);
/** Whole families of them. */
const TRACKING_FAMILY =
  /^(?:(?:utm|at|mtm|matomo|pk|piwik|ns|wt|hsa|hmb|stm|trk|amp|ga|bsft|oft)_.|elq(?:aid|at|cid|ct|mid|y|track|trackid|campaignid)?$|sc_(?:cid|channel|campaign|content|country|medium|publisher)$)/;

/** On these hosts `ref` names a branch or a version. */
const CODE_HOST = /(?:^|\.)(?:github|gitlab|bitbucket|gitea|codeberg)\.(?:com|org|io)$/;
/** What Ghost and newsletters put there: the host or the name of the site that links (`ref=platformer.news`). */
const REFERRER = /^[a-z][a-z_-]*$|^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,5}\.[a-z]{2,20}$/i;

/** Whether a parameter of an address only says where the reader came from. */
export function isTracking(name: string, value: string, host: string): boolean {
  const key = name.toLowerCase();
  if (TRACKING_NAMES.has(key) || TRACKING_FAMILY.test(key)) return true;
  if (key === 'outputtype') return value.toLowerCase() === 'amp';
  return key === 'ref' && REFERRER.test(value) && !CODE_HOST.test(host);
}
