import { store } from './store.ts';
import './channel-view.ts';
import './channel-list.ts';
import './inspect-view.ts';
import './preview-view.ts';

const VIEWS: Readonly<Record<string, string>> = { '/inspect': 'inspect-view', '/preview': 'preview-view' };

const path = location.pathname;
document.body.append(document.createElement(VIEWS[path] ?? 'channel-view'));
store.connect(path);
