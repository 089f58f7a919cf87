-- SPDX-License-Identifier: Apache-2.0
-- GET /v1/availability: one SKU at 20 stores that stand beside each other, one of ten such groups.
local common = dofile(os.getenv("BENCH_LUA") .. "/common.lua")
local values, groups

function init(list)
    values = common.arguments(list)
    math.randomseed(tonumber(values.seed))
    groups = {}
    for group = 0, 9 do
        local text = ""
        for store = 1, 20 do text = text .. "&location=S" .. (group * 20 + store) end
        groups[#groups + 1] = text
    end
end

function request()
    return common.get(values, "/v1/availability?sku=K" .. math.random(tonumber(values.skus)) .. groups[math.random(10)])
end

done = common.done
