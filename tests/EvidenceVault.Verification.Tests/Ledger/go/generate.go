// Command generate writes vectors.json with the Go project's own transparency-log packages: nothing in here comes from the vault.
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run generate.go > vectors.json    (Debian: golang-go golang-golang-x-mod-dev)
package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const origin = "vault.example/evidence-vault"

type tree struct {
	Size int64  `json:"size"`
	Root string `json:"root"`
	Note string `json:"note"`
}

type proof struct {
	From int64    `json:"from"`
	Size int64    `json:"size"`
	Path []string `json:"path"`
}

type tile struct {
	Path string `json:"path"`
	Hash string `json:"hash"` // of its bytes, as of a leaf
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func b64(h tlog.Hash) string { return base64.StdEncoding.EncodeToString(h[:]) }

func all[T ~[]tlog.Hash](hashes T) []string {
	out := []string{}
	for _, h := range hashes {
		out = append(out, b64(h))
	}
	return out
}

func main() {
	seed := bytes.Repeat([]byte{7}, 32)
	private := ed25519.NewKeyFromSeed(seed)
	vkey, err := note.NewEd25519VerifierKey(origin, private.Public().(ed25519.PublicKey))
	check(err)
	parts := strings.SplitN(vkey, "+", 3)
	skey := fmt.Sprintf("PRIVATE+KEY+%s+%s+%s", origin, parts[1], base64.StdEncoding.EncodeToString(append([]byte{1}, seed...)))
	signer, err := note.NewSigner(skey)
	check(err)

	const leaves = 70000
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, x := range indexes {
			out[i] = stored[x]
		}
		return out, nil
	})
	for i := int64(0); i < leaves; i++ {
		hashes, err := tlog.StoredHashes(i, []byte(fmt.Sprintf("leaf %d", i)), reader)
		check(err)
		stored = append(stored, hashes...)
	}

	sizes := []int64{1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 513, 1000, 65535, 65536, 65537, 66000, 70000}
	var trees []tree
	var included, consistent []proof
	for _, n := range sizes {
		root, err := tlog.TreeHash(n, reader)
		check(err)
		text := fmt.Sprintf("%s\n%d\n%s\n", origin, n, b64(root))
		signed, err := note.Sign(&note.Note{Text: text}, signer)
		check(err)
		trees = append(trees, tree{n, b64(root), string(signed)})
		for _, at := range []int64{0, 1, n / 3, n / 2, n - 2, n - 1} {
			if at < 0 || at >= n {
				continue
			}
			p, err := tlog.ProveRecord(n, at, reader)
			check(err)
			included = append(included, proof{at, n, all(p)})
		}
		for _, m := range sizes {
			if m >= n {
				break
			}
			p, err := tlog.ProveTree(n, m, reader)
			check(err)
			consistent = append(consistent, proof{m, n, all(p)})
		}
	}

	var tiles []tile
	for _, t := range tlog.NewTiles(8, 0, leaves) {
		if t.L == 0 && t.N > 2 && t.N < 272 {
			continue
		}
		data, err := tlog.ReadTileData(t, reader)
		check(err)
		// As C2SP has it: without the height.
		path := "tile/" + strings.TrimPrefix(t.Path(), "tile/8/")
		tiles = append(tiles, tile{path, b64(tlog.RecordHash(data))})
	}

	out := json.NewEncoder(os.Stdout)
	check(out.Encode(map[string]any{"seed": seed, "vkey": vkey, "leaves": leaves, "trees": trees, "inclusion": included, "consistency": consistent, "tiles": tiles}))
}
