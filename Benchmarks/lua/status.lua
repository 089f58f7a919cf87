-- SPDX-License-Identifier: Apache-2.0
-- GET /v1/pickup/{token}: what a customer's link opens.
local common = dofile(os.getenv("BENCH_LUA") .. "/common.lua")
local values, tokens

function init(list)
    values = common.arguments(list)
    tokens = common.lines(values.tokens)
    math.randomseed(tonumber(values.seed))
end

function request() return common.get(values, "/v1/pickup/" .. tokens[math.random(#tokens)]) end

done = common.done
