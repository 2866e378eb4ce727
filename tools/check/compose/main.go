// Checks a compose file without an engine: what compose itself would refuse (an undefined secret, dependency,
// network or volume), and our own rules: pinned images, restart policies, health checks, no root.
package main

import (
	"context"
	"fmt"
	"os"
	"sort"
	"strings"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
)

func main() {
	options, err := cli.NewProjectOptions([]string{os.Args[1]},
		cli.WithOsEnv, cli.WithName("check"), cli.WithConsistency(true), cli.WithProfiles([]string{"*"}))
	if err != nil {
		fail(err)
	}
	project, err := options.LoadProject(context.Background())
	if err != nil {
		fail(err)
	}
	var problems []string
	for name, service := range project.Services {
		for _, problem := range problemsOf(service) {
			problems = append(problems, fmt.Sprintf("service %s %s", name, problem))
		}
	}
	sort.Strings(problems)
	for _, problem := range problems {
		fmt.Println(problem)
	}
	fmt.Printf("checked %d services\n", len(project.Services))
	if len(problems) > 0 {
		os.Exit(1)
	}
}

func fail(err error) {
	fmt.Println(err)
	os.Exit(1)
}

func problemsOf(service types.ServiceConfig) []string {
	var problems []string
	if service.Build == nil && !pinned(service.Image) {
		problems = append(problems, fmt.Sprintf("has the image %q without a full version tag", service.Image))
	}
	if service.Restart == "" {
		problems = append(problems, "has no restart policy")
	}
	job := service.Restart == "no" || strings.HasPrefix(service.Restart, "on-failure")
	if !job && service.HealthCheck == nil {
		problems = append(problems, "runs for ever and has no health check")
	}
	if user := strings.SplitN(service.User, ":", 2)[0]; user == "" || user == "0" || user == "root" {
		problems = append(problems, "does not say which account it runs as, or runs as root")
	}
	return problems
}

// A tag such as 18.1 or v1.32.0-alpine: latest, and a bare major version, move under our feet.
func pinned(image string) bool {
	if strings.Contains(image, "@sha256:") {
		return true
	}
	slash, colon := strings.LastIndex(image, "/"), strings.LastIndex(image, ":")
	return colon > slash && strings.Contains(image[colon:], ".")
}
