// Azurite keeps its index in memory, answers, and writes it every five seconds: a kill -9 would lose blobs it has acknowledged, which no
// real storage account does. Loaded before it, this has every answer to a change wait until the index that holds the change is on disk.
const http = require('node:http');
const Loki = require('lokijs');

const databases = new Set();
const running = new WeakMap();
const next = new WeakMap();

const enable = Loki.prototype.autosaveEnable;
Loki.prototype.autosaveEnable = function autosaveEnable(...args) {
  databases.add(this);
  return enable.apply(this, args);
};

const write = Loki.prototype.saveDatabaseInternal;

/** One save at a time for each database, since all go through one temporary file. */
function begin(database) {
  const save = new Promise((resolve, reject) => {
    write.call(database, (error) => {
      if (!error) return void resolve();
      // The flags were cleared before the attempt.
      for (const collection of database.collections) collection.dirty = true;
      reject(error);
    });
  }).finally(() => running.delete(database));
  running.set(database, save);
  return save;
}

/** Resolves when all that was changed until now is on disk. Those who ask during a save share the one after it. */
function saved(database) {
  const now = running.get(database);
  if (!database.autosaveDirty()) return now ?? Promise.resolve();
  if (next.has(database)) return next.get(database);
  if (!now) return begin(database);
  const after = () => {
    next.delete(database);
    return begin(database);
  };
  next.set(database, now.then(after, after));
  return next.get(database);
}

const throttled = Loki.prototype.saveDatabase;
Loki.prototype.saveDatabase = function saveDatabase(callback) {
  // Loading holds saves back by this flag.
  if (this.throttledSavePending) return void throttled.call(this, callback);
  saved(this).then(() => callback?.(), (error) => callback?.(error));
};

const reads = new Set(['GET', 'HEAD', 'OPTIONS']);
const end = http.ServerResponse.prototype.end;
http.ServerResponse.prototype.end = function endWhenDurable(...args) {
  if (reads.has(this.req?.method)) return end.apply(this, args);
  Promise.all([...databases].map(saved)).then(
    () => end.apply(this, args),
    (error) => {
      console.error(`The index could not be written: ${error.message}`);
      this.destroy();
    },
  );
  return this;
};
