// A real gRPC health server, one for every case that a probe must tell apart. Usage: grpc-health FOLDER KIND=ADDRESS...
// FOLDER holds grpc.crt and grpc.key, and ca.crt, the authority of the clients. Kinds: see listeners.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"log"
	"net"
	"os"
	"path/filepath"
	"strings"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/health"
	"google.golang.org/grpc/health/grpc_health_v1"
)

func main() {
	folder := os.Args[1]
	certificate, err := tls.LoadX509KeyPair(filepath.Join(folder, "grpc.crt"), filepath.Join(folder, "grpc.key"))
	if err != nil {
		log.Fatal(err)
	}
	authority, err := os.ReadFile(filepath.Join(folder, "ca.crt"))
	if err != nil {
		log.Fatal(err)
	}
	clients := x509.NewCertPool()
	clients.AppendCertsFromPEM(authority)
	mutual := grpc.Creds(credentials.NewTLS(&tls.Config{
		Certificates: []tls.Certificate{certificate},
		ClientAuth:   tls.RequireAndVerifyClientCert,
		ClientCAs:    clients,
	}))

	for _, word := range os.Args[2:] {
		kind, address, _ := strings.Cut(word, "=")
		listener, err := net.Listen("tcp", address)
		if err != nil {
			log.Fatal(err)
		}
		var server *grpc.Server
		switch kind {
		case "mutual-tls":
			server = withHealth(grpc_health_v1.HealthCheckResponse_SERVING, mutual)
		case "mutual-tls-not-serving":
			server = withHealth(grpc_health_v1.HealthCheckResponse_NOT_SERVING, mutual)
		case "plain":
			server = withHealth(grpc_health_v1.HealthCheckResponse_SERVING)
		case "no-health":
			server = grpc.NewServer()
		default:
			log.Fatalf("unknown kind %q", kind)
		}
		go func() { log.Fatal(server.Serve(listener)) }()
	}
	select {}
}

// withHealth knows the server as a whole (""), "up" and "down"; any other service is NOT_FOUND.
func withHealth(status grpc_health_v1.HealthCheckResponse_ServingStatus, options ...grpc.ServerOption) *grpc.Server {
	server := grpc.NewServer(options...)
	checks := health.NewServer()
	checks.SetServingStatus("", status)
	checks.SetServingStatus("up", grpc_health_v1.HealthCheckResponse_SERVING)
	checks.SetServingStatus("down", grpc_health_v1.HealthCheckResponse_NOT_SERVING)
	grpc_health_v1.RegisterHealthServer(server, checks)
	return server
}
