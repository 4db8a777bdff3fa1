// Program kubernetes decodes manifests as strictly as a cluster would: a field that its
// types do not have, or that stands there twice, is an error with its file.
package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	batch "k8s.io/api/batch/v1"
	core "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apimachinery/pkg/util/yaml"
)

func main() {
	status := 0
	for _, path := range os.Args[1:] {
		data, err := os.ReadFile(path)
		if err == nil {
			err = check(path, data)
		}
		if err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", path, err)
			status = 1
		}
	}
	os.Exit(status)
}

// check decodes each document of a file, and looks at what a Job of shards has to say.
func check(path string, data []byte) error {
	scheme := runtime.NewScheme()
	if err := errors.Join(batch.AddToScheme(scheme), core.AddToScheme(scheme)); err != nil {
		return err
	}
	decoder := serializer.NewCodecFactory(scheme, serializer.EnableStrict).UniversalDeserializer()
	documents := yaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(data)))
	for n := 1; ; n++ {
		document, err := documents.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if len(bytes.TrimSpace(document)) == 0 {
			continue
		}
		object, kind, err := decoder.Decode(document, nil, nil)
		if err != nil {
			return fmt.Errorf("document %d: %w", n, err)
		}
		if job, is := object.(*batch.Job); is {
			if err := sharded(job); err != nil {
				return fmt.Errorf("document %d: %w", n, err)
			}
		}
		fmt.Printf("%s: %s\n", path, kind)
	}
}

// sharded holds a Job to what the API server asks of an Indexed one with a policy, which
// the types alone do not say.
func sharded(job *batch.Job) error {
	s := job.Spec
	switch {
	case s.CompletionMode == nil || *s.CompletionMode != batch.IndexedCompletion:
		return errors.New("the job is not Indexed")
	case s.Completions == nil || s.Parallelism == nil:
		return errors.New("an Indexed job says completions and parallelism")
	case s.Template.Spec.RestartPolicy != core.RestartPolicyNever:
		return errors.New("a podFailurePolicy wants restartPolicy: Never")
	case s.PodFailurePolicy == nil || s.BackoffLimitPerIndex == nil:
		return errors.New("there is no podFailurePolicy, or no backoffLimitPerIndex")
	}
	containers := map[string]bool{}
	for _, c := range s.Template.Spec.Containers {
		containers[c.Name] = true
	}
	for i, rule := range s.PodFailurePolicy.Rules {
		switch rule.Action {
		case batch.PodFailurePolicyActionIgnore, batch.PodFailurePolicyActionCount, batch.PodFailurePolicyActionFailIndex, batch.PodFailurePolicyActionFailJob:
		default:
			return fmt.Errorf("rule %d: there is no action %q", i, rule.Action)
		}
		codes := rule.OnExitCodes
		if (codes == nil) == (len(rule.OnPodConditions) == 0) {
			return fmt.Errorf("rule %d: exit codes or conditions, one of them", i)
		}
		if codes == nil {
			continue
		}
		if codes.ContainerName != nil && !containers[*codes.ContainerName] {
			return fmt.Errorf("rule %d: there is no container %q", i, *codes.ContainerName)
		}
		last := int32(0)
		for _, code := range codes.Values {
			if code <= last {
				return fmt.Errorf("rule %d: exit codes are above 0, in order, each once", i)
			}
			last = code
		}
	}
	return nil
}
