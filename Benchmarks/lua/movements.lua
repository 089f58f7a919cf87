-- SPDX-License-Identifier: Apache-2.0
-- POST /v1/stock/movements: a till's receipt of 1–5 different SKUs, one unit each.
local common = dofile(os.getenv("BENCH_LUA") .. "/common.lua")
local values, post

function init(list)
    values = common.arguments(list)
    post = common.poster(values, "/v1/stock/movements")
    math.randomseed(tonumber(values.seed))
end

function request()
    local skus = tonumber(values.skus)
    local fifth = math.floor(skus / 5)
    local first = math.random(skus)
    local rows = {}
    for i = 1, math.random(5) do
        local number = 1 + (first - 1 + (i - 1) * fifth + math.random(fifth) - 1) % skus
        rows[i] = '{"sku":"K' .. number .. '","kind":"sold","quantity":1}'
    end
    return post('{"location":"S' .. math.random(tonumber(values.stores)) .. '","movements":['
        .. table.concat(rows, ",") .. ']}')
end

done = common.done
