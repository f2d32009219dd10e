// Azurite keeps its index in memory and writes it every five seconds, so a kill would lose blobs it has already acknowledged. Every
// quarter of a second is the most it can be made to do from outside; a real storage account has no such gap.
const Loki = require('lokijs');

const enable = Loki.prototype.autosaveEnable;
Loki.prototype.autosaveEnable = function autosaveEnable(...args) {
  this.autosaveInterval = 250;
  return enable.apply(this, args);
};
