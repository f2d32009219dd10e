// What a PDF file that the vault made holds beside its pages: the attached files, and the signatures.
const MOST_PAGES = 1_000_000;
const MOST_FILES = 200_000;
const MOST_FIELDS = 16;

class PdfPackage {
  static async open(file) {
    const made = new PdfPackage(await PdfObjects.open(file));
    const catalog = await made.objects.dictionary(made.objects.trailer.get('Root'));
    made.pages = await made.countPages(catalog.get('Pages'));
    const count = await made.objects.resolve((await made.objects.dictionary(catalog.get('Pages'))).get('Count'));
    made.saidPages = typeof count === 'number' ? count : -1;
    made.files = await made.readFiles(catalog);
    made.signatures = await made.readSignatures(catalog);
    return made;
  }

  constructor(objects) {
    [this.objects, this.updates] = [objects, objects.updates];
  }

  // When it was made, as it says.
  async created() {
    const info = await this.objects.resolve(this.objects.trailer.get('Info'));
    const date = info instanceof Map ? info.get('CreationDate') : undefined;
    return date instanceof PdfText ? date.characters : undefined;
  }

  async readSignatures(catalog) {
    const form = await this.objects.resolve(catalog.get('AcroForm'));
    const fields = form instanceof Map ? await this.objects.resolve(form.get('Fields')) : undefined;
    if (!Array.isArray(fields)) return [];
    if (fields.length > MOST_FIELDS) throw new Unreadable('The PDF has more fields than the vault makes.');
    const signatures = [];
    for (const reference of fields) {
      const field = await this.objects.resolve(reference);
      const value = field instanceof Map ? await this.objects.resolve(field.get('V')) : undefined;
      if (!(value instanceof Map)) continue;
      const [range, contents, kind] = [value.get('ByteRange'), value.get('Contents'), value.get('SubFilter')];
      const name = field.get('T');
      signatures.push({
        field: name instanceof PdfText ? name.characters : '',
        range: Array.isArray(range) ? range.map((n) => (typeof n === 'number' ? n : -1)) : [],
        contents: contents instanceof PdfText ? contents.bytes : new Uint8Array(0),
        isOfKind: kind instanceof PdfName && kind.value === 'ETSI.CAdES.detached',
      });
    }
    return signatures;
  }

  async countPages(root) {
    let [seen, pages] = [0, 0];
    for (const open = [root]; open.length > 0; ) {
      if (++seen > MOST_PAGES) throw new Unreadable('The PDF has more pages than are read.');
      if (seen % 10_000 === 0) await pause();
      const entries = await this.objects.dictionary(open.pop());
      if (!entries.has('Kids')) pages++;
      else {
        const kids = await this.objects.resolve(entries.get('Kids'));
        if (Array.isArray(kids)) for (const kid of kids) open.push(kid);
      }
    }
    return pages;
  }

  async readFiles(catalog) {
    const names = await this.objects.resolve(catalog.get('Names'));
    const tree = names instanceof Map ? await this.objects.resolve(names.get('EmbeddedFiles')) : undefined;
    if (!(tree instanceof Map)) return [];
    const items = await this.objects.resolve(tree.get('Names'));
    if (!Array.isArray(items) || tree.has('Kids') || items.length % 2 !== 0 || items.length / 2 > MOST_FILES) throw new Unreadable('The PDF does not list its files as the vault does.');
    const files = [];
    for (let i = 0; i < items.length; i += 2) files.push(await this.readFile(items[i], await this.objects.dictionary(items[i + 1])));
    return files;
  }

  async readFile(key, specification) {
    const [shown, plainly] = [specification.get('UF'), specification.get('F')];
    if (![key, shown, plainly].every((name) => name instanceof PdfText)) throw new Unreadable('A file of the PDF has no name.');
    const embedded = await this.objects.dictionary(specification.get('EF'));
    const [one, other] = [embedded.get('F'), embedded.get('UF')];
    if (!(one instanceof PdfReference) || !(other instanceof PdfReference) || one.id !== other.id) throw new Unreadable('A file of the PDF is not attached as the vault does.');
    const { entries, content } = await this.objects.stream(one);
    const said = await this.objects.resolve(entries.get('Params'));
    const sum = said instanceof Map ? said.get('CheckSum') : undefined;
    const isWhole = sum instanceof PdfText && said.get('Size') === content.length && same(sum.bytes, md5(content));
    return { name: key.characters, content, isWhole, hasOneName: key.characters === shown.characters && key.characters === plainly.characters };
  }
}
