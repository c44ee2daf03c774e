// Evaluates CEL expressions as Kubernetes does: with cel-go and the libraries of k8s.io/apiserver.
// Reads one JSON object per line, {"source", "variables": {name: value or null}}, and writes one line for each:
// {"kind": "value", "value"} or {"kind": "compile" | "error", "message"}.
package main

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"
	"github.com/google/cel-go/ext"
	"k8s.io/apimachinery/pkg/util/version"
	"k8s.io/apiserver/pkg/cel/environment"
)

type request struct {
	Source    string         `json:"source"`
	Variables map[string]any `json:"variables"`
}

type result struct {
	Kind    string `json:"kind"`
	Value   any    `json:"value,omitempty"`
	Message string `json:"message,omitempty"`
}

func main() {
	environments := map[string]*cel.Env{}
	input := bufio.NewScanner(os.Stdin)
	input.Buffer(nil, 1<<28)
	output := json.NewEncoder(os.Stdout)
	output.SetEscapeHTML(false)
	for input.Scan() {
		decoder := json.NewDecoder(strings.NewReader(input.Text()))
		decoder.UseNumber()
		var one request
		if err := decoder.Decode(&one); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		names := []string{}
		for name := range one.Variables {
			names = append(names, name)
		}
		sort.Strings(names)
		key := strings.Join(names, ",")
		if environments[key] == nil {
			environments[key] = environmentOf(names)
		}
		if err := output.Encode(evaluate(environments[key], one)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

func environmentOf(names []string) *cel.Env {
	// What cel-go has and Kubernetes leaves out, and our parseJSON, so that expressions with these are compared in all the rest.
	options := []cel.EnvOption{ext.Bindings(), ext.Encoders(), ext.Math(), parseJSON}
	for _, name := range names {
		options = append(options, cel.Variable(name, cel.DynType))
	}
	extended, err := environment.MustBaseEnvSet(environment.DefaultCompatibilityVersion()).Extend(
		environment.VersionedOptions{IntroducedVersion: version.MajorMinor(1, 0), EnvOptions: options})
	if err != nil {
		panic(err)
	}
	return extended.StoredExpressionsEnv()
}

var parseJSON = cel.Function("parseJSON", cel.Overload("parse_json", []*cel.Type{cel.StringType}, cel.DynType,
	cel.UnaryBinding(func(text ref.Val) ref.Val {
		decoder := json.NewDecoder(strings.NewReader(string(text.(types.String))))
		decoder.UseNumber()
		var value any
		if err := decoder.Decode(&value); err != nil {
			return types.NewErr("not JSON: %v", err)
		}
		return types.DefaultTypeAdapter.NativeToValue(plain(value))
	})))

func evaluate(env *cel.Env, one request) (answer result) {
	defer func() {
		if problem := recover(); problem != nil {
			answer = result{Kind: "error", Message: fmt.Sprint("panic: ", problem)}
		}
	}()
	ast, issues := env.Compile(one.Source)
	if issues.Err() != nil {
		return result{Kind: "compile", Message: issues.Err().Error()}
	}
	program, err := env.Program(ast, cel.EvalOptions(cel.OptOptimize))
	if err != nil {
		return result{Kind: "compile", Message: err.Error()}
	}
	values := map[string]any{}
	for name, value := range one.Variables {
		values[name] = plain(value)
	}
	value, _, err := program.Eval(values)
	if err != nil {
		return result{Kind: "error", Message: err.Error()}
	}
	return result{Kind: "value", Value: shown(value)}
}

// plain reads whole numbers as int, as a JSON document from the API server is read.
func plain(value any) any {
	switch value := value.(type) {
	case json.Number:
		if whole, err := strconv.ParseInt(value.String(), 10, 64); err == nil {
			return whole
		}
		number, _ := value.Float64()
		return number
	case []any:
		made := make([]any, len(value))
		for index, item := range value {
			made[index] = plain(item)
		}
		return made
	case map[string]any:
		made := make(map[string]any, len(value))
		for key, item := range value {
			made[key] = plain(item)
		}
		return made
	}
	return value
}

// shown gives a value as our own evaluator gives it.
func shown(value ref.Val) any {
	switch value := value.(type) {
	case types.Null:
		return nil
	case types.Bool:
		return bool(value)
	case types.Int:
		return json.Number(strconv.FormatInt(int64(value), 10))
	case types.Uint:
		return json.Number(strconv.FormatUint(uint64(value), 10))
	case types.Double:
		if number := float64(value); math.IsNaN(number) || math.IsInf(number, 0) {
			return fmt.Sprint(number)
		}
		return float64(value)
	case types.String:
		return string(value)
	case types.Bytes:
		return base64.StdEncoding.EncodeToString(value)
	case types.Duration:
		return strconv.FormatFloat(value.Duration.Seconds(), 'f', -1, 64) + "s"
	case types.Timestamp:
		return value.Time.UTC().Format(time.RFC3339Nano)
	case traits.Lister:
		made := []any{}
		for iterator := value.Iterator(); iterator.HasNext() == types.True; {
			made = append(made, shown(iterator.Next()))
		}
		return made
	case traits.Mapper:
		made := map[string]any{}
		for iterator := value.Iterator(); iterator.HasNext() == types.True; {
			key := iterator.Next()
			made[fmt.Sprint(key.Value())] = shown(value.Get(key))
		}
		return made
	}
	return "opaque"
}
