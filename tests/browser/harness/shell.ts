// Hands parts of the shell to a test, without the page /app/.

import { apply } from "../../../pwa/shell/apply";
import * as files from "../../../pwa/shell/files";
import { askToPersist, Store } from "../../../pwa/shell/store";
import { scriptUrl } from "../../../pwa/shell/trusted";

Object.assign(globalThis, { apply, askToPersist, scriptUrl, Store, ...files, isShellThere: true });
