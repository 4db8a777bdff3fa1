package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// serve answers every request with one picture, at once.
func serve(picture []byte) (url string, err error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	go func() {
		_ = http.Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			w.Header().Set("Content-Type", "image/jpeg")
			_, _ = w.Write(picture)
		}))
	}()
	return "http://" + listener.Addr().String() + "/v2", nil
}

// bare posts the same requests and writes and syncs the same bytes, with nothing
// else: what came before the request, the picture, its description.
func bare(url, dir string, runs, parallel int) (time.Duration, error) {
	start := time.Now()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: parallel}}
	next := make(chan int)
	var all sync.WaitGroup
	var mu sync.Mutex
	var problem error
	for range parallel {
		all.Go(func() {
			for i := range next {
				if err := bareRun(client, url, filepath.Join(dir, fmt.Sprint(i))); err != nil {
					mu.Lock()
					problem = err
					mu.Unlock()
				}
			}
		})
	}
	for i := range runs {
		next <- i
	}
	close(next)
	all.Wait()
	return time.Since(start), problem
}

func bareRun(client *http.Client, url, path string) error {
	small := bytes.Repeat([]byte("x"), 900)
	if err := put(path+".before", small); err != nil {
		return err
	}
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for field, value := range map[string]string{"prompt": "a boat", "style": "anime", "aspect_ratio": "1:1", "seed": "7"} {
		if err := form.WriteField(field, value); err != nil {
			return err
		}
	}
	if err := form.Close(); err != nil {
		return err
	}
	answer, err := client.Post(url+"/image/generations", form.FormDataContentType(), &body)
	if err != nil {
		return err
	}
	picture, err := io.ReadAll(answer.Body)
	return errors.Join(err, answer.Body.Close(), put(path+".jpg", picture), put(path+".jpg.json", small), os.Remove(path+".before"))
}

// put writes a file that has its name when it is on the disk.
func put(path string, data []byte) error {
	file, err := os.Create(path + ".part")
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	return errors.Join(err, file.Sync(), file.Close(), os.Rename(path+".part", path))
}

// engine has the program make as many pictures of the same service.
func (o *options) engine(url string, runs, parallel, round int) (time.Duration, error) {
	home := o.home("engine", fmt.Sprintf("[[key]]\nname = \"bench\"\nsource = \"env:BENCH_KEY\"\nbase_url = \"%s\"\nparallel = %d\n", url, parallel))
	first := round*runs + 1
	cmd := exec.Command(o.program, "generate", "a boat", "-k", "bench", "--style", "anime", "--seed", fmt.Sprintf("%d-%d", first, first+runs-1), "--yes")
	cmd.Env = append(home, "BENCH_KEY="+"vk-test-"+strings.Repeat("b", 24))
	start := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		return 0, fmt.Errorf("generate: %w\n%s", err, out)
	}
	return time.Since(start), nil
}

// padded makes a JPEG as large as n with comments, as large pictures have more in
// them than pixels.
func padded(picture []byte, n int) []byte {
	out := append([]byte{}, picture[:2]...)
	for len(out)+len(picture) < n {
		size := min(n-len(out)-len(picture), 60_000)
		out = append(out, 0xff, 0xfe, byte((size+2)>>8), byte(size+2))
		out = append(out, bytes.Repeat([]byte("x"), size)...)
	}
	return append(out, picture[2:]...)
}
