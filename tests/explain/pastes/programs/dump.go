package main

import (
	"fmt"
	"net/http"
	"net/http/httputil"
	"os"
)

func main() {
	req, _ := http.NewRequest("GET", os.Getenv("U"), nil)
	req.Header.Set("X-Lti-Signature", os.Getenv("SIG"))
	if len(os.Args) > 1 && os.Args[1] == "print" {
		fmt.Printf("%+v\n", req)
		return
	}
	if len(os.Args) > 1 && os.Args[1] == "quoted" {
		dump, _ := httputil.DumpRequestOut(req, true)
		fmt.Printf("%q\n", dump)
		return
	}
	if len(os.Args) > 1 && os.Args[1] == "send" {
		res, err := http.DefaultClient.Do(req)
		fmt.Println(res, err)
		return
	}
	dump, _ := httputil.DumpRequestOut(req, true)
	fmt.Println(string(dump))
}
