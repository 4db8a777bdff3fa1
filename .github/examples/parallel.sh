#!/bin/sh
# Shares a plan among processes of this computer with GNU parallel:
#
#     imagine-tui plan --from prompts.txt --seed random:4 >plan.jsonl
#     ./parallel.sh plan.jsonl 8
#
# What fails is tried three times; nothing is paid twice, so that the whole command may
# be given again as well. Where something was sent and never answered it ends with a
# failure, and imagine-tui recover lists it. KEY names a key, RATE is shared by all.
set -eu
plan=$1 shards=${2:-8} key=${KEY:-sandbox} rate=${RATE:-50/60s}
: "${plan:?}"
parallel --jobs "$shards" --joblog "$plan.joblog" --retries 3 \
	imagine-tui generate --plan "$plan" --shard "{}/$shards" --key "$key" --rate "$rate" \
	--status "$plan.{}.json" --yes --quiet '>>' "$plan.{}.txt" \
	::: $(seq 0 $((shards - 1))) || failed=$?
imagine-tui status "$plan".*.json
exit "${failed:-0}"
